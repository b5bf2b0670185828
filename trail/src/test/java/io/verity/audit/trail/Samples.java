package io.verity.audit.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.verity.audit.trail.RejectedRow.Header;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Events and rejects for tests. */
public final class Samples {

  public static final String TOPIC = "verity.audit.all";
  public static final UUID TOPIC_ID = UUID.fromString("7a1c0de0-0000-4000-8000-00000000a0d1");

  private Samples() {}

  /** A distinct event for each {@code n}. */
  public static AuditEvent event(long n, long timestampMillis) {
    AuditEvent event = new AuditEvent();
    event.eventId(0x1111_0000_0000_4000L, 0x8000_0000_0000_0000L | n);
    event.actorId(0x2222_0000_0000_4000L, 0x8000_0000_0000_0000L | n % 7);
    event.resourceId(0x3333_0000_0000_4000L, 0x8000_0000_0000_0000L | n % 5);
    event.eventType().set("entitlement.granted");
    event.actorType().set("USER");
    event.resourceType().set("entitlement");
    event.action().set(n % 2 == 0 ? "grant" : "revoke");
    event.details().set("{\"n\":" + n + "}");
    event.timestampMillis(timestampMillis);
    return event;
  }

  public static RejectedRow reject(long n) {
    return new RejectedRow(
        1_700_000_000_000L + n,
        "not JSON: line 1",
        n % 2 == 0 ? null : ("key " + n).getBytes(UTF_8),
        List.of(new Header("source", "tëst".getBytes(UTF_8)), new Header("empty", null)),
        n % 3 == 0 ? null : ("value " + n).getBytes(UTF_8));
  }

  public static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
