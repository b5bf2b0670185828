package io.verity.audit.collect.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends reading with a failure where more comes than may. */
final class LimitedStream extends FilterInputStream {

  static final class TooMuchException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private long left;

  LimitedStream(InputStream in, long most) {
    super(in);
    this.left = most;
  }

  long left() {
    return left;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new TooMuchException();
    }
  }
}
