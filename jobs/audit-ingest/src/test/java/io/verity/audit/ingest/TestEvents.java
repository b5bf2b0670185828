package io.verity.audit.ingest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Valid events, a minute apart, the first today at midnight. */
final class TestEvents {

  private static final Instant START = Instant.now().truncatedTo(ChronoUnit.DAYS);

  private TestEvents() {}

  static String event(String id, int number) {
    return event(id, number, "");
  }

  static String event(String id, int number, String padding) {
    return event(
        id,
        START.minus(number % 1440, ChronoUnit.MINUTES),
        "{\"n\":" + number + ",\"padding\":\"" + padding + "\"}");
  }

  static String event(String id, Instant timestamp, String details) {
    return """
        {"event_id":"%s","event_type":"TEST_EVENT","actor_id":"f31aeb00-4982-4407-8941-965096ee86ef",\
        "actor_type":"USER","resource_type":"DOCUMENT","resource_id":"47b61c52-f007-4c1f-9257-5c2d8f6b444c",\
        "action":"READ","details":%s,"timestamp":"%s"}"""
        .formatted(id, details, timestamp);
  }
}
