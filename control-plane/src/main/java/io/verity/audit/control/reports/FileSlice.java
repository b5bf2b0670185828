package io.verity.audit.control.reports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a file as a stream; closes the file with itself. */
final class FileSlice extends FilterInputStream {

  private long left;

  private FileSlice(InputStream input, long length) {
    super(input);
    this.left = length;
  }

  static InputStream open(Path file, long first, long length) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    try {
      channel.position(first);
      return new FileSlice(Channels.newInputStream(channel), length);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int read = super.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new IOException("the file became shorter while it was sent");
    }
    left -= read;
    return read;
  }

  @Override
  public long skip(long count) {
    return 0;
  }

  @Override
  public int available() {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
