package io.verity.audit.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.verity.audit.trail.AuditEvent;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The events of the benchmark: the same for every contender and every run. About 450 bytes each as
 * JSON, one month, with the repetitions that a real trail has (few types, thousands of actors).
 */
final class BenchEvents {

  private static final long SEED = 42;
  private static final Instant FIRST = Instant.parse("2026-10-01T00:00:00Z");
  private static final String[] TYPES = {
    "LOGIN_SUCCEEDED", "DATA_READ", "LOGIN_FAILED", "DATA_EXPORTED",
    "REVIEW_STARTED", "DECISION_SUBMITTED", "ACCESS_GRANTED", "CHANGE_DEPLOYED"
  };
  private static final String[] ACTIONS = {"READ", "CREATE", "UPDATE", "LOGIN"};
  private static final int ACTORS = 5_000;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final UUID[] actors = new UUID[ACTORS];
  private UUID eventId;
  private UUID actorId;
  private UUID resourceId;
  private String type;
  private String action;
  private String details;
  private long timestampMillis = FIRST.toEpochMilli();

  BenchEvents() {
    for (int i = 0; i < ACTORS; i++) {
      actors[i] = uuid();
    }
  }

  /** Goes on to the next event. */
  void next() {
    eventId = uuid();
    actorId = actors[random.nextInt(ACTORS)];
    resourceId = actors[random.nextInt(ACTORS)];
    type = TYPES[random.nextInt(TYPES.length)];
    action = ACTIONS[random.nextInt(ACTIONS.length)];
    details =
        "{\"subject_id\":\""
            + actors[random.nextInt(ACTORS)]
            + "\",\"purpose\":\"TREATMENT\","
            + "\"origin\":\"10.0."
            + random.nextInt(256)
            + "."
            + random.nextInt(256)
            + "\",\"outcome\":\"ALLOWED\"}";
    timestampMillis++;
  }

  byte[] json() {
    return ("{\"event_id\":\""
            + eventId
            + "\",\"event_type\":\""
            + type
            + "\",\"actor_id\":\""
            + actorId
            + "\",\"actor_type\":\"USER\",\"resource_type\":\"DOCUMENT\","
            + "\"resource_id\":\""
            + resourceId
            + "\",\"action\":\""
            + action
            + "\",\"details\":"
            + details
            + ",\"timestamp\":\""
            + Instant.ofEpochMilli(timestampMillis)
            + "\"}")
        .getBytes(UTF_8);
  }

  void fill(AuditEvent event) {
    event.eventId(eventId);
    event.actorId(actorId);
    event.resourceId(resourceId);
    event.eventType().set(type);
    event.actorType().set("USER");
    event.resourceType().set("DOCUMENT");
    event.action().set(action);
    event.details().set(details);
    event.timestampMillis(timestampMillis);
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
