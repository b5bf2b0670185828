package io.verity.audit.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growable byte array with ClickHouse's RowBinary primitives: little-endian integers, LEB128
 * lengths, strings as length and bytes, UUIDs as two little-endian halves.
 */
public final class ByteBuf {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  public ByteBuf(int capacity) {
    bytes = new byte[capacity];
  }

  public void clear() {
    size = 0;
  }

  /** Drops the content, and the memory too where it has grown beyond {@code keep} bytes. */
  public void clear(int keep) {
    size = 0;
    if (bytes.length > keep) {
      bytes = new byte[keep];
    }
  }

  public int size() {
    return size;
  }

  /** The backing array: valid up to {@link #size()} and until the next write. */
  public byte[] array() {
    return bytes;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  public void putByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  public void putShort(int value) {
    putByte(value);
    putByte(value >>> 8);
  }

  public void putInt(int value) {
    reserve(4);
    INT.set(bytes, size, value);
    size += 4;
  }

  public void putLong(long value) {
    reserve(8);
    LONG.set(bytes, size, value);
    size += 8;
  }

  public void putUuid(long high, long low) {
    putLong(high);
    putLong(low);
  }

  public void putVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      putByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    putByte((int) rest);
  }

  public void putBytes(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  public void putString(byte[] source, int offset, int length) {
    putVarint(length);
    putBytes(source, offset, length);
  }

  public void putString(ByteSlice text) {
    putString(text.array(), text.offset(), text.length());
  }

  public void putString(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    putString(utf8, 0, utf8.length);
  }

  /** RowBinary's Nullable(String): 1 for null, else 0 and the string. */
  public void putNullableString(byte[] textOrNull) {
    if (textOrNull == null) {
      putByte(1);
    } else {
      putByte(0);
      putString(textOrNull, 0, textOrNull.length);
    }
  }

  public int getInt(int index) {
    return (int) INT.get(bytes, index);
  }

  public long getLong(int index) {
    return (long) LONG.get(bytes, index);
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      long wanted = Math.max((long) size + more, bytes.length + (long) (bytes.length >> 1));
      if ((long) size + more > Integer.MAX_VALUE - 8) {
        throw new IllegalStateException("more than 2 GiB in one buffer");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
  }
}
