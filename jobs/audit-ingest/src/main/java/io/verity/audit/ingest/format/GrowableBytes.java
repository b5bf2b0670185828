package io.verity.audit.ingest.format;

import java.util.Arrays;

/** A reusable byte buffer. What one huge record made it grow to is given back at the next. */
final class GrowableBytes {

  private static final int INITIAL = 1024;
  private static final int KEPT = 1 << 20;

  private byte[] array = new byte[INITIAL];
  private int length;

  void clear() {
    if (array.length > KEPT) {
      array = new byte[INITIAL];
    }
    length = 0;
  }

  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  void ensureRoom(int more) {
    int needed = Math.addExact(length, more);
    if (needed > array.length) {
      array = Arrays.copyOf(array, (int) Math.min(Integer.MAX_VALUE - 8, needed * 2L));
    }
  }

  GrowableBytes append(byte[] from, int offset, int count) {
    ensureRoom(count);
    System.arraycopy(from, offset, array, length, count);
    length += count;
    return this;
  }

  GrowableBytes append(byte[] from) {
    return append(from, 0, from.length);
  }

  GrowableBytes append(int b) {
    ensureRoom(1);
    return appendUnchecked(b);
  }

  /** After {@link #ensureRoom}. */
  GrowableBytes appendUnchecked(int b) {
    array[length++] = (byte) b;
    return this;
  }
}
