package io.verity.audit.udf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code PSEUDONYM(id, salt)}: the same person gets the same name in all that shares a salt, and
 * nobody without the salt can tell which. 64 bits of HMAC-SHA-256 (RFC 2104).
 */
public final class Pseudonym extends ScalarFunction {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 8;

  public String eval(String id, String salt) {
    if (id == null || salt == null || salt.isEmpty()) {
      return null;
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(salt.getBytes(UTF_8), ALGORITHM));
      return "P-" + HexFormat.of().formatHex(mac.doFinal(id.getBytes(UTF_8)), 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }
}
