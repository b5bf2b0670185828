package io.verity.audit.ingest.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * UTF-8 as Unicode defines it (table 3-7: no overlong forms, no surrogates, nothing above
 * U+10FFFF).
 */
final class Utf8 {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** Where the first byte that is no UTF-8 stands; -1 if the text is valid. */
  static int firstInvalid(byte[] text) {
    int at = 0;
    while (true) {
      at = skipAscii(text, at);
      if (at == text.length) {
        return -1;
      }
      int length = sequenceLength(text, at);
      if (length == 0) {
        return at;
      }
      at += length;
    }
  }

  private static int skipAscii(byte[] text, int from) {
    int at = from;
    for (; at <= text.length - Long.BYTES; at += Long.BYTES) {
      long high = (long) WORDS.get(text, at) & HIGH_BITS;
      if (high != 0) {
        return at + Long.numberOfTrailingZeros(high) / Byte.SIZE;
      }
    }
    while (at < text.length && text[at] >= 0) {
      at++;
    }
    return at;
  }

  /** The length of the multi-byte sequence at {@code at}; 0 if it is none. */
  private static int sequenceLength(byte[] text, int at) {
    int lead = text[at] & 0xFF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      return isTail(text, at + 1, 0x80, 0xBF) ? 2 : 0;
    }
    if ((lead & 0xF0) == 0xE0) {
      int low = lead == 0xE0 ? 0xA0 : 0x80;
      int high = lead == 0xED ? 0x9F : 0xBF;
      return isTail(text, at + 1, low, high) && isTail(text, at + 2, 0x80, 0xBF) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
      int low = lead == 0xF0 ? 0x90 : 0x80;
      int high = lead == 0xF4 ? 0x8F : 0xBF;
      return isTail(text, at + 1, low, high)
              && isTail(text, at + 2, 0x80, 0xBF)
              && isTail(text, at + 3, 0x80, 0xBF)
          ? 4
          : 0;
    }
    return 0;
  }

  private static boolean isTail(byte[] text, int at, int low, int high) {
    return at < text.length && (text[at] & 0xFF) >= low && (text[at] & 0xFF) <= high;
  }

  /**
   * Appends the UTF-8 form of {@code text}.
   *
   * @return false at a surrogate without its partner, which has no UTF-8 form
   */
  static boolean append(char[] text, int offset, int length, GrowableBytes to) {
    to.ensureRoom(Math.multiplyExact(length, 3));
    int end = offset + length;
    for (int at = offset; at < end; at++) {
      char c = text[at];
      if (c < 0x80) {
        to.appendUnchecked(c);
      } else if (c < 0x800) {
        to.appendUnchecked(0xC0 | c >> 6).appendUnchecked(tail(c));
      } else if (!Character.isSurrogate(c)) {
        to.appendUnchecked(0xE0 | c >> 12).appendUnchecked(tail(c >> 6)).appendUnchecked(tail(c));
      } else if (at + 1 < end && Character.isSurrogatePair(c, text[at + 1])) {
        int point = Character.toCodePoint(c, text[++at]);
        to.appendUnchecked(0xF0 | point >> 18)
            .appendUnchecked(tail(point >> 12))
            .appendUnchecked(tail(point >> 6))
            .appendUnchecked(tail(point));
      } else {
        return false;
      }
    }
    return true;
  }

  private static int tail(int bits) {
    return 0x80 | bits & 0x3F;
  }
}
