package io.verity.audit.collect.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.collect.CollectionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What a test asks of a handler, for July 2026; counts the calls that were announced. */
public record AskedRequest(
    Map<String, String> settings,
    JsonNode request,
    long deadline,
    long maxBytes,
    AtomicInteger calls)
    implements CollectionRequest {

  public static final String SECRET = "Bearer open-sesame";

  /** JSON with apostrophes in place of quotation marks. */
  public static AskedRequest of(String url, String request) {
    return new AskedRequest(
        Map.of("url", url, "authorization", "env:TOKEN"),
        json(request),
        in(20),
        1 << 20,
        new AtomicInteger());
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long in(double seconds) {
    return System.nanoTime() + (long) (seconds * 1e9);
  }

  public AskedRequest with(String setting, String value) {
    Map<String, String> all = new HashMap<>(settings);
    all.put(setting, value);
    return new AskedRequest(all, request, deadline, maxBytes, calls);
  }

  AskedRequest seconds(double seconds) {
    return new AskedRequest(settings, request, in(seconds), maxBytes, calls);
  }

  AskedRequest bytes(long most) {
    return new AskedRequest(settings, request, deadline, most, calls);
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
    return "api";
  }

  @Override
  public String secret(String setting) {
    return SECRET;
  }

  @Override
  public void beforeCall() {
    calls.incrementAndGet();
  }

  @Override
  public Duration timeLeft() {
    return Duration.ofNanos(deadline - System.nanoTime());
  }
}
