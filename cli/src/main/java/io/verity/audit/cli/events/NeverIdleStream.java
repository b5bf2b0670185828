package io.verity.audit.cli.events;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Has something available until its very end, waiting for it if need be. {@link
 * java.util.zip.GZIPInputStream} takes a pipe that is idle between two members of a gzip file for
 * the end of it, and would drop the rest without a word.
 */
final class NeverIdleStream extends FilterInputStream {

  /**
   * @param in supports mark
   */
  NeverIdleStream(InputStream in) {
    super(in);
  }

  @Override
  public int available() throws IOException {
    int available = in.available();
    if (available > 0) {
      return available;
    }
    in.mark(1);
    boolean atEnd = in.read() < 0;
    in.reset();
    return atEnd ? 0 : 1;
  }
}
