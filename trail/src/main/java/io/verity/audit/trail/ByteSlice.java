package io.verity.audit.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A reusable view of a range of a byte array; it does not own the array unless it was copied. */
public final class ByteSlice {

  private static final byte[] NONE = new byte[0];

  private byte[] array = NONE;
  private int offset;
  private int length;

  /** Points at {@code length} bytes of {@code array}; the array must not change while in use. */
  public void set(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  public void set(byte[] array) {
    set(array, 0, array.length);
  }

  /** Points at the UTF-8 form of {@code text}. */
  public void set(String text) {
    set(text.getBytes(UTF_8));
  }

  public void clear() {
    set(NONE, 0, 0);
  }

  public byte[] array() {
    return array;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  public byte[] toBytes() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  @Override
  public String toString() {
    return new String(array, offset, length, UTF_8);
  }
}
