package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.trail.AuditEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/** The columns of a CloudTrail record once more, by a tree and regular expressions. */
final class CloudTrailOracle {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CloudTrailOracle() {}

  static void check(String record, AuditEvent event) {
    JsonNode json = tree(record);
    JsonNode identity = json.path("userIdentity");
    JsonNode resource = json.path("resources").path(0);
    String source = json.get("eventSource").textValue();

    assertThat(event.eventId()).hasToString(json.get("eventID").textValue());
    assertThat(event.eventType()).hasToString(snake(json.get("eventName").textValue()));
    assertThat(event.timestampMillis())
        .isEqualTo(Instant.parse(json.get("eventTime").textValue()).toEpochMilli());
    assertThat(event.actorType()).hasToString(actorType(identity));
    assertThat(event.actorId())
        .isEqualTo(
            version5(
                first(
                    identity.path("arn").asText(),
                    identity.path("principalId").asText(),
                    identity.path("invokedBy").asText(),
                    json.path("sourceIPAddress").asText(),
                    source)));
    assertThat(event.resourceType()).hasToString(first(resource.path("type").asText(), source));
    assertThat(event.resourceId())
        .isEqualTo(
            version5(
                first(
                    resource.path("ARN").asText(),
                    source + "/" + json.get("awsRegion").textValue())));
    assertThat(event.action()).hasToString(action(json));
    assertThat(event.details()).hasToString(record);
  }

  private static JsonNode tree(String record) {
    try {
      return JSON.readTree(record);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String actorType(JsonNode identity) {
    if (identity.path("type").asText().equals("AWSService") || identity.has("invokedBy")) {
      return "SERVICE";
    }
    return identity.has("type") ? "USER" : "SYSTEM";
  }

  /** As the verbs of the data set need it, without the table. */
  private static String action(JsonNode json) {
    String name = json.get("eventName").textValue();
    if (name.matches("(ConsoleLogin|AssumeRole).*")) {
      return "LOGIN";
    }
    if (json.get("readOnly").booleanValue() || name.equals("CheckMfa")) {
      return "READ";
    }
    if (name.matches("(Delete|Terminate|Deregister|Release|(Start|End)SecretVersionDelete).*")) {
      return "DELETE";
    }
    return name.matches("(Create|Put|Run|Start|Allocate|Register)[A-Z].*") ? "CREATE" : "UPDATE";
  }

  private static String snake(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_")
        .toUpperCase(Locale.ROOT);
  }

  private static String first(String... names) {
    for (String name : names) {
      if (!name.isEmpty()) {
        return name;
      }
    }
    throw new AssertionError("no name");
  }

  private static UUID version5(String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(HexFormat.of().parseHex("6ba7b8119dad11d180b400c04fd430c8"));
      String hex = HexFormat.of().formatHex(sha1.digest(name.getBytes(UTF_8)));
      String variant = Integer.toHexString(Character.digit(hex.charAt(16), 16) & 3 | 8);
      return UUID.fromString(
          String.join(
              "-",
              hex.substring(0, 8),
              hex.substring(8, 12),
              "5" + hex.substring(13, 16),
              variant + hex.substring(17, 20),
              hex.substring(20, 32)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
