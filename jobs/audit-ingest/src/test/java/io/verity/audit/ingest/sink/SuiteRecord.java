package io.verity.audit.ingest.sink;

import io.verity.audit.ingest.record.AuditRecord;
import io.verity.audit.ingest.record.SourceRecord;
import io.verity.audit.trail.RejectedRow;
import java.io.Serializable;
import java.util.Comparator;
import java.util.UUID;

/**
 * What the suite sends through the sink and expects to read back. An {@link AuditRecord} is reused
 * along one chain and never leaves it; this one can travel between tasks.
 */
public record SuiteRecord(String topicId, int partition, long offset, String eventId, long millis)
    implements Comparable<SuiteRecord>, Serializable {

  private static final Comparator<SuiteRecord> ORDER =
      Comparator.comparing(SuiteRecord::topicId)
          .thenComparing(SuiteRecord::partition)
          .thenComparing(SuiteRecord::offset)
          .thenComparing(SuiteRecord::eventId)
          .thenComparing(SuiteRecord::millis);

  /** The columns of {@code verity_audit} that make one, tab-separated. */
  static final String COLUMNS =
      "kafka_topic_id, kafka_partition, kafka_offset, event_id, toUnixTimestamp64Milli(timestamp)";

  static SuiteRecord ofRow(String row) {
    String[] columns = row.split("\t");
    return new SuiteRecord(
        columns[0],
        Integer.parseInt(columns[1]),
        Long.parseLong(columns[2]),
        columns[3],
        Long.parseLong(columns[4]));
  }

  AuditRecord toAuditRecord() {
    SourceRecord source = new SourceRecord();
    source.set(
        "suite", partition, offset, millis, null, new byte[] {1}, null, new RejectedRow.Header[0]);
    source.topicId(UUID.fromString(topicId));
    AuditRecord record = new AuditRecord();
    record.source(source);
    record.event().eventId(UUID.fromString(eventId));
    record.event().actorId(new UUID(1, 2));
    record.event().resourceId(new UUID(3, 4));
    record.event().eventType().set("SUITE_EVENT");
    record.event().actorType().set("SYSTEM");
    record.event().resourceType().set("SUITE");
    record.event().action().set("READ");
    record.event().details().set("{}");
    record.event().timestampMillis(millis);
    return record;
  }

  @Override
  public int compareTo(SuiteRecord other) {
    return ORDER.compare(this, other);
  }
}
