package io.verity.audit.evidence.object;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The sums of what is to be stored, in one pass.
 *
 * @param sha256 hex, what is compared
 * @param md5 base64, which S3 wants beside a lock: it refuses bytes that changed on the way
 */
record FileDigests(String sha256, String md5, long bytes) {

  private static final int BUFFER = 64 * 1024;

  static FileDigests of(InputStream in) throws IOException {
    MessageDigest sha256 = Digests.sha256();
    MessageDigest md5 = newMd5();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      sha256.update(buffer, 0, read);
      md5.update(buffer, 0, read);
      bytes += read;
    }
    return new FileDigests(
        HexFormat.of().formatHex(sha256.digest()),
        Base64.getEncoder().encodeToString(md5.digest()),
        bytes);
  }

  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JRE has MD5", e);
    }
  }
}
