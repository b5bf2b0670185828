package io.verity.audit.trail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * Writes one block of ClickHouse's Native format: column after column, each with its name and type.
 * LowCardinality columns go with their dictionary, so that the server does not build one.
 */
final class NativeBlock {

  private static final long DICTIONARY_VERSION = 1;
  private static final long HAS_ADDITIONAL_KEYS = 1 << 9;

  private final OutputStream out;
  private final ByteBuf scratch = new ByteBuf(1 << 12);

  NativeBlock(OutputStream out, int rows, int columns) throws IOException {
    this.out = out;
    scratch.putVarint(columns);
    scratch.putVarint(rows);
    flush();
  }

  void column(String name, String type) throws IOException {
    scratch.putString(name);
    scratch.putString(type);
    flush();
  }

  void lowCardinality(
      String name,
      Dictionary dictionary,
      Iterable<ColumnLane> lanes,
      Function<ColumnLane, ByteBuf> indices)
      throws IOException {
    column(name, "LowCardinality(String)");
    int width = dictionary.size() <= 1 << 8 ? 0 : dictionary.size() <= 1 << 16 ? 1 : 2;
    int rows = 0;
    for (ColumnLane lane : lanes) {
      rows += lane.rows();
    }
    scratch.putLong(DICTIONARY_VERSION);
    scratch.putLong(HAS_ADDITIONAL_KEYS | width);
    scratch.putLong(dictionary.size());
    dictionary.writeTo(scratch);
    scratch.putLong(rows);
    for (ColumnLane lane : lanes) {
      ByteBuf source = indices.apply(lane);
      for (int i = 0; i < source.size(); i += Integer.BYTES) {
        int index = source.getInt(i);
        switch (width) {
          case 0 -> scratch.putByte(index);
          case 1 -> scratch.putShort(index);
          default -> scratch.putInt(index);
        }
      }
    }
    flush();
  }

  void repeat(ByteBuf value, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      scratch.putBytes(value.array(), 0, value.size());
      if (scratch.size() >= 1 << 12) {
        flush();
      }
    }
    flush();
  }

  private void flush() throws IOException {
    scratch.writeTo(out);
    scratch.clear();
  }
}
