package io.verity.audit.cli.events;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Keeps the bytes that a parser has read ahead, from a movable position on, so that the exact bytes
 * of what it found can be had afterwards.
 */
final class RetainingStream extends FilterInputStream {

  private byte[] kept = new byte[1 << 14];
  private int first;
  private int end;
  private long firstOffset;

  RetainingStream(InputStream in) {
    super(in);
  }

  /** Forgets what lies before this offset of the stream. */
  void keepFrom(long offset) {
    int skipped = Math.toIntExact(Math.max(0, offset - firstOffset));
    first += skipped;
    firstOffset += skipped;
  }

  /** A copy of the bytes from one offset of the stream to another, which is not included. */
  byte[] copy(long from, long to) {
    int start = first + Math.toIntExact(from - firstOffset);
    return Arrays.copyOfRange(kept, start, start + Math.toIntExact(to - from));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    if (count > 0) {
      makeRoom(count);
      System.arraycopy(target, offset, kept, end, count);
      end += count;
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void makeRoom(int count) {
    int live = end - first;
    if (end + count <= kept.length) {
      return;
    }
    byte[] target = live + count > kept.length ? new byte[2 * (live + count)] : kept;
    System.arraycopy(kept, first, target, 0, live);
    kept = target;
    first = 0;
    end = live;
  }
}
