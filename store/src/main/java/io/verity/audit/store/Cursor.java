package io.verity.audit.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Where a page of one search ended. Bound to the search by a checksum: a cursor of another search,
 * or one that was cut or altered, is told from one that was given out. It is no secret and grants
 * nothing, as the search itself says who sees what.
 */
final class Cursor {

  private static final int CHECK_BYTES = 8;

  private Cursor() {}

  static String of(Object search, long... position) {
    ByteBuffer bytes = ByteBuffer.allocate(position.length * Long.BYTES + CHECK_BYTES);
    for (long value : position) {
      bytes.putLong(value);
    }
    bytes.put(check(search, position));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * @throws IllegalArgumentException where this search has not given it out
   */
  static long[] read(Object search, String cursor, int length) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw refused();
    }
    if (bytes.length != length * Long.BYTES + CHECK_BYTES) {
      throw refused();
    }
    long[] position = new long[length];
    ByteBuffer.wrap(bytes).asLongBuffer().get(position);
    byte[] check = Arrays.copyOfRange(bytes, length * Long.BYTES, bytes.length);
    if (!MessageDigest.isEqual(check, check(search, position))) {
      throw refused();
    }
    return position;
  }

  private static byte[] check(Object search, long... position) {
    String hex = new Sha256().add(search.toString()).add(Arrays.toString(position)).hex();
    return Arrays.copyOf(HexFormat.of().parseHex(hex), CHECK_BYTES);
  }

  private static IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "the cursor is none that this search gave out: begin again without one");
  }
}
