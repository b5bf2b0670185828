package io.verity.audit.ingest.format;

import java.util.Arrays;

/**
 * Reads a UUID from its canonical 36 characters, in either case, without the text or a {@code UUID}
 * object in between. {@link java.util.UUID#fromString} would also take shorter groups.
 */
final class UuidText {

  private static final int LENGTH = 36;
  private static final byte[] HEX = new byte[128];

  static {
    Arrays.fill(HEX, (byte) -1);
    for (int digit = 0; digit < 16; digit++) {
      HEX[Character.forDigit(digit, 16)] = (byte) digit;
      HEX[Character.toUpperCase(Character.forDigit(digit, 16))] = (byte) digit;
    }
  }

  private long high;
  private long low;

  /**
   * @return whether it is a UUID; then {@link #high()} and {@link #low()} hold it
   */
  boolean parse(char[] text, int offset, int length) {
    if (length != LENGTH
        || text[offset + 8] != '-'
        || text[offset + 13] != '-'
        || text[offset + 18] != '-'
        || text[offset + 23] != '-') {
      return false;
    }
    long first = hex(text, offset, 8);
    long second = hex(text, offset + 9, 4);
    long third = hex(text, offset + 14, 4);
    long fourth = hex(text, offset + 19, 4);
    long fifth = hex(text, offset + 24, 12);
    high = first << 32 | second << 16 | third;
    low = fourth << 48 | fifth;
    return (first | second | third | fourth | fifth) >= 0;
  }

  /** Negative if one of the characters is no digit; as there are at most 12, the sign is free. */
  private static long hex(char[] text, int offset, int count) {
    long value = 0;
    int signs = 0;
    for (int at = offset; at < offset + count; at++) {
      char c = text[at];
      int digit = c < HEX.length ? HEX[c] : -1;
      signs |= digit;
      value = value << 4 | digit;
    }
    return signs < 0 ? -1 : value;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }
}
