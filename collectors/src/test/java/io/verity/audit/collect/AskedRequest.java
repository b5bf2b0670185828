package io.verity.audit.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A request as the engine makes it, without budget; each with... returns another one. */
public record AskedRequest(
    Map<String, String> settings,
    Map<String, String> secrets,
    JsonNode request,
    Duration timeLeft,
    long maxBytes)
    implements CollectionRequest {

  private static final ObjectMapper JSON = new ObjectMapper();

  public static AskedRequest of(Map<String, String> settings, String request) {
    return new AskedRequest(settings, Map.of(), json(request), Duration.ofSeconds(30), 16 << 20);
  }

  public AskedRequest withSecret(String setting, String value) {
    return new AskedRequest(settings, Map.of(setting, value), request, timeLeft, maxBytes);
  }

  public AskedRequest withTime(Duration time) {
    return new AskedRequest(settings, secrets, request, time, maxBytes);
  }

  public AskedRequest withMaxBytes(long bytes) {
    return new AskedRequest(settings, secrets, request, timeLeft, bytes);
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public Instant periodStart() {
    return Instant.parse("2026-07-01T00:00:00Z");
  }

  @Override
  public Instant periodEnd() {
    return Instant.parse("2026-08-01T00:00:00Z");
  }

  @Override
  public String source() {
    return "asked";
  }

  @Override
  public String secret(String setting) throws CollectionException {
    if (!secrets.containsKey(setting)) {
      throw CollectionException.passing("setting " + setting + " is not set", null);
    }
    return secrets.get(setting);
  }

  @Override
  public void beforeCall() {}
}
