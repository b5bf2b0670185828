package io.verity.audit.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** Reads ClickHouse's RowBinary: the counterpart of {@link ByteBuf}. */
public final class RowBinaryReader implements AutoCloseable {

  private final InputStream in;

  public RowBinaryReader(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** Whether another row follows. */
  public boolean hasNext() throws IOException {
    in.mark(1);
    int next = in.read();
    in.reset();
    return next >= 0;
  }

  /** An unsigned byte. */
  public int readByte() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException("the answer ends in the middle of a row");
    }
    return value;
  }

  /** An unsigned 16-bit integer. */
  public int readShort() throws IOException {
    return readByte() | readByte() << 8;
  }

  public int readInt() throws IOException {
    return readShort() | readShort() << 16;
  }

  public long readLong() throws IOException {
    return Integer.toUnsignedLong(readInt()) | (long) readInt() << 32;
  }

  public long readVarint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = readByte();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IOException("not a LEB128 length");
  }

  public UUID readUuid() throws IOException {
    return new UUID(readLong(), readLong());
  }

  public byte[] readBytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ends in the middle of a row");
    }
    return bytes;
  }

  /** Fills {@code target}. */
  public void readFully(byte[] target) throws IOException {
    if (in.readNBytes(target, 0, target.length) < target.length) {
      throw new EOFException("the answer ends in the middle of a row");
    }
  }

  public byte[] readStringBytes() throws IOException {
    return readBytes(Math.toIntExact(readVarint()));
  }

  public byte[] readNullableStringBytes() throws IOException {
    return readByte() == 1 ? null : readStringBytes();
  }

  public String readString() throws IOException {
    return new String(readStringBytes(), UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
