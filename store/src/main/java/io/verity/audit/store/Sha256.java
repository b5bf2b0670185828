package io.verity.audit.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over values: each with its length before it, so that no two lists of values collide. */
final class Sha256 {

  private static final int ABSENT = -1;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JRE has SHA-256", e);
    }
  }

  Sha256 add(String value) {
    if (value == null) {
      addLength(ABSENT);
    } else {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      addLength(bytes.length);
      digest.update(bytes);
    }
    return this;
  }

  private void addLength(int length) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
