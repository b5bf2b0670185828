package io.verity.audit.report.content;

import io.verity.audit.report.pack.Pack.Severity;
import java.time.Instant;
import java.util.List;

/**
 * Something an auditor has to look at.
 *
 * @param id the same in every report that has this finding
 * @param occurredAt null where the finding is that something never happened
 * @param subject what it is about: a review, a principal, a change
 * @param events that support it; empty where the finding is the absence of any
 */
public record Finding(
    String id,
    String type,
    Severity severity,
    String control,
    String title,
    String remediation,
    Instant occurredAt,
    String subject,
    String summary,
    String query,
    List<EventReference> events) {

  /** An event of the trail and where it stands: in which batch, at which Kafka offset. */
  public record EventReference(
      String eventId,
      String eventType,
      Instant timestamp,
      String actorId,
      String actorType,
      String resourceType,
      String resourceId,
      String action,
      String batchId,
      long kafkaPartition,
      long kafkaOffset) {}
}
