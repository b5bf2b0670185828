package io.verity.audit.cli.events;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * A file of events as the user names it; {@code -} is the standard input. Compressed by gzip or
 * not, which its first bytes tell and its name does not.
 */
public record EventFile(String name) {

  private static final String STANDARD_INPUT = "-";
  private static final int BUFFER = 1 << 16;
  private static final byte[] GZIP = {0x1F, (byte) 0x8B, 0x08};

  /** Whether it can be opened a second time; a pipe cannot. */
  public boolean isReopenable() {
    return !name.equals(STANDARD_INPUT) && Files.isRegularFile(Path.of(name));
  }

  /** Says what stands in the way of reading it, before anything is started. */
  public void requireReadable() throws IOException {
    if (!name.equals(STANDARD_INPUT)) {
      Path path = Path.of(name);
      if (!Files.exists(path)) {
        throw new IOException("there is no such file");
      }
      if (Files.isDirectory(path)) {
        throw new IOException("it is a folder, not a file");
      }
      if (!Files.isReadable(path)) {
        throw new IOException("it may not be read by this user");
      }
    }
  }

  /** The uncompressed bytes; the stream supports mark. */
  InputStream open() throws IOException {
    return plain(name.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(name)));
  }

  /** A gzip file may have several members, as {@code cat a.gz b.gz} makes them. */
  static InputStream plain(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
    in.mark(GZIP.length);
    byte[] head = in.readNBytes(GZIP.length);
    in.reset();
    return Arrays.equals(head, GZIP)
        ? new BufferedInputStream(new GZIPInputStream(new NeverIdleStream(in), BUFFER), BUFFER)
        : in;
  }
}
