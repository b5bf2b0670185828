package io.verity.audit.evidence.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/** RFC 8785: the one spelling of a JSON value, which is what is hashed. */
public final class CanonicalJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CanonicalJson() {}

  /**
   * Of an object or an array.
   *
   * @throws IllegalArgumentException for what RFC 8785 has no form for: NaN, numbers that no double
   *     is spelled as, lone surrogates; {@link JsonSafe} makes it a value that has one
   */
  public static byte[] bytes(JsonNode value) {
    requireNumbers(value);
    try {
      return bytes(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void requireNumbers(JsonNode value) {
    if (value.isNumber() && !JsonSafe.isKept(value)) {
      throw new IllegalArgumentException(
          "the number " + value.asText() + " has no canonical form: give it as a string");
    }
    value.forEach(CanonicalJson::requireNumbers);
  }

  /** Of a JSON text, as a database gives it back. */
  public static byte[] bytes(String json) {
    try {
      return utf8(new JsonCanonicalizer(json).getEncodedString());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text in it has half a surrogate pair", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("it has no canonical form: " + e.getMessage(), e);
    }
  }

  /** SHA-256 in hex. */
  public static String sha256(byte[] canonical) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JRE has SHA-256", e);
    }
  }

  /** String.getBytes would write a question mark for what has no UTF-8. */
  private static byte[] utf8(String text) throws CharacterCodingException {
    ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    return array;
  }
}
