package io.verity.audit.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A report that is asked for. Type, period, subject and allowPartial are its definition; asked for
 * again under the same id or key, they have to be the same.
 *
 * @param id null: the store chooses one
 * @param periodEnd not part of the period
 * @param subjectId null: everybody
 * @param idempotencyKey null: none; another requester's same key is another key
 * @param queueing null: whoever asks runs it, and no queue
 */
public record NewReportRun(
    UUID id,
    String reportType,
    Instant periodStart,
    Instant periodEnd,
    UUID subjectId,
    List<String> formats,
    boolean allowPartial,
    String requestedBy,
    String idempotencyKey,
    Queueing queueing) {

  public NewReportRun {
    Objects.requireNonNull(reportType, "reportType");
    Objects.requireNonNull(requestedBy, "requestedBy");
    // as fine as PostgreSQL keeps it, or the same request would differ from itself
    periodStart = periodStart.truncatedTo(ChronoUnit.MICROS);
    periodEnd = periodEnd.truncatedTo(ChronoUnit.MICROS);
    formats = List.copyOf(formats);
    if (!periodStart.isBefore(periodEnd)) {
      throw new IllegalArgumentException(
          "the period's start, " + periodStart + ", is not before its end, " + periodEnd);
    }
    if (formats.isEmpty()) {
      throw new IllegalArgumentException("a report needs a format at least");
    }
  }

  /** One that no queue looks after. */
  public NewReportRun(
      UUID id,
      String reportType,
      Instant periodStart,
      Instant periodEnd,
      UUID subjectId,
      List<String> formats,
      boolean allowPartial,
      String requestedBy,
      String idempotencyKey) {
    this(
        id,
        reportType,
        periodStart,
        periodEnd,
        subjectId,
        formats,
        allowPartial,
        requestedBy,
        idempotencyKey,
        null);
  }
}
