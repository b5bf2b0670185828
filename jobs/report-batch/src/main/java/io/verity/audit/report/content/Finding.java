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
 * @param query that found it; null where it comes from evidence
 * @param events that support it; empty where the finding is the absence of any
 * @param records of evidence that support it; none for what the trail says
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
    List<EventReference> events,
    List<RecordReference> records) {

  /** Of what the trail says. */
  public Finding(
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
    this(
        id,
        type,
        severity,
        control,
        title,
        remediation,
        occurredAt,
        subject,
        summary,
        query,
        events,
        List.of());
  }

  public boolean isOfEvidence() {
    return query == null;
  }

  /** A record of evidence, and the hash of what was collected. */
  public record RecordReference(String id, String contentHash) {}

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
