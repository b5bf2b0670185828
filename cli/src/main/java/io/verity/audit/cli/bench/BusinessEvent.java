package io.verity.audit.cli.bench;

import io.verity.audit.trail.AuditEvent;
import java.util.UUID;

/** An event that a report looks at one by one. */
record BusinessEvent(
    UUID id,
    String type,
    UUID actorId,
    String actorType,
    String resourceType,
    UUID resourceId,
    String action,
    String details,
    long at) {

  void fill(AuditEvent event) {
    event.eventId(id);
    event.eventType().set(type);
    event.actorId(actorId);
    event.actorType().set(actorType);
    event.resourceType().set(resourceType);
    event.resourceId(resourceId);
    event.action().set(action);
    event.details().set(details);
    event.timestampMillis(at);
  }
}
