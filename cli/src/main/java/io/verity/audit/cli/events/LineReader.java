package io.verity.audit.cli.events;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines, byte for byte. A line ends at {@code \n}, and a {@code \r} right before
 * that belongs to the line end. A line that is empty is no event and is passed over; every other
 * line is one, whatever bytes it holds. Memory is bounded by the longest line.
 */
final class LineReader {

  private static final int BLOCK = 1 << 16;

  private final InputStream in;
  private final int maxLength;
  private final byte[] block = new byte[BLOCK];
  private int at;
  private int end;
  private long line;

  LineReader(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /** The next line that is not empty, or null at the end. */
  byte[] next() throws IOException {
    byte[] found = nextLine();
    while (found != null && found.length == 0) {
      found = nextLine();
    }
    return found;
  }

  /** The number of the line that was returned last, counted from 1, empty ones included. */
  long line() {
    return line;
  }

  private byte[] nextLine() throws IOException {
    ByteArrayOutputStream longLine = null;
    while (at < end || fill()) {
      int lineEnd = indexOfLineEnd();
      int stop = lineEnd < 0 ? end : lineEnd;
      if (lineEnd >= 0 && longLine == null) {
        return finish(Arrays.copyOfRange(block, at, stop), lineEnd);
      }
      if (longLine == null) {
        longLine = new ByteArrayOutputStream(2 * BLOCK);
      }
      refuseTooLong((long) longLine.size() + stop - at);
      longLine.write(block, at, stop - at);
      at = end;
      if (lineEnd >= 0) {
        return finish(longLine.toByteArray(), lineEnd);
      }
    }
    if (longLine == null) {
      return null;
    }
    line++;
    return longLine.toByteArray();
  }

  private byte[] finish(byte[] bytes, int lineEnd) {
    at = lineEnd + 1;
    line++;
    boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }

  private void refuseTooLong(long length) throws IOException {
    if (length > maxLength) {
      throw new IOException(
          "line "
              + (line + 1)
              + " is longer than "
              + (maxLength >> 20)
              + " MiB, more than one"
              + " Kafka record holds");
    }
  }

  private int indexOfLineEnd() {
    for (int i = at; i < end; i++) {
      if (block[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(block, 0, block.length));
    return end > 0;
  }
}
