package io.verity.audit.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Distinct byte strings in order of appearance: the dictionary of a LowCardinality column. */
final class Dictionary {

  private int[] table = newTable(64);
  private int[] starts = new int[32];
  private final ByteBuf content = new ByteBuf(1024);
  private long[] counts = new long[32];
  private int size;

  int size() {
    return size;
  }

  /** The index of {@code text}, added if it is new. Counts how often it was asked. */
  int index(ByteSlice text) {
    byte[] array = text.array();
    int offset = text.offset();
    int length = text.length();
    int mask = table.length - 1;
    for (int slot = hash(array, offset, length) & mask; ; slot = (slot + 1) & mask) {
      int index = table[slot];
      if (index < 0) {
        index = add(array, offset, length);
        table[slot] = index;
        counts[index] = 1;
        if (size * 2 > table.length) {
          rehash();
        }
        return index;
      }
      if (Arrays.equals(
          content.array(), starts[index], end(index), array, offset, offset + length)) {
        counts[index]++;
        return index;
      }
    }
  }

  String text(int index) {
    return new String(content.array(), starts[index], end(index) - starts[index], UTF_8);
  }

  long count(int index) {
    return counts[index];
  }

  /** Appends every entry as a RowBinary string. */
  void writeTo(ByteBuf target) {
    for (int i = 0; i < size; i++) {
      target.putString(content.array(), starts[i], end(i) - starts[i]);
    }
  }

  private int end(int index) {
    return index + 1 < size ? starts[index + 1] : content.size();
  }

  private int add(byte[] array, int offset, int length) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    starts[size] = content.size();
    content.putBytes(array, offset, length);
    return size++;
  }

  private void rehash() {
    table = newTable(table.length * 2);
    int mask = table.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = hash(content.array(), starts[i], end(i) - starts[i]) & mask;
      while (table[slot] >= 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = i;
    }
  }

  private static int[] newTable(int capacity) {
    int[] table = new int[capacity];
    Arrays.fill(table, -1);
    return table;
  }

  private static int hash(byte[] array, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = hash * 31 + array[i];
    }
    return hash ^ hash >>> 15;
  }
}
