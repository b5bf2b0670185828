package io.verity.audit.ingest;

import io.verity.audit.stack.LocalStack;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What the stored data says of one topic: the oracle's view. */
final class Trail {

  private final LocalStack stack;
  private final UUID topicId;

  Trail(LocalStack stack, UUID topicId) {
    this.stack = stack;
    this.topicId = topicId;
  }

  UUID topicId() {
    return topicId;
  }

  long rows() {
    return count("SELECT count() FROM verity.verity_audit WHERE " + ofTopic());
  }

  long rejected() {
    return count("SELECT count() FROM verity.verity_audit_rejected WHERE " + ofTopic());
  }

  long distinctCoordinates() {
    return count(
        "SELECT uniqExact(kafka_partition, kafka_offset) FROM ("
            + "SELECT kafka_partition, kafka_offset FROM verity.verity_audit WHERE "
            + ofTopic()
            + " UNION ALL SELECT kafka_partition, kafka_offset FROM verity.verity_audit_rejected"
            + " WHERE "
            + ofTopic()
            + ")");
  }

  /** Offsets of the committed ledger entries of one kind: rows, rejects or holes. */
  long ledgered(String kind) {
    return count(
        "SELECT sum(run.last - run.first + 1) FROM (SELECT runs FROM verity.verity_audit_batches"
            + " WHERE kind = 'committed' AND "
            + ofTopic()
            + " ORDER BY written_at LIMIT 1 BY batch_id) ARRAY JOIN runs AS run WHERE run.kind = '"
            + kind
            + "'");
  }

  /** From the first to the last offset that the ledger accounts for, over all partitions. */
  long offsetsConsumed() {
    return count(
        "SELECT sum(last - first + 1) FROM (SELECT min(run.first) AS first, max(run.last) AS last"
            + " FROM verity.verity_audit_batches ARRAY JOIN runs AS run WHERE kind = 'committed' AND "
            + ofTopic()
            + " GROUP BY run.partition)");
  }

  /** Reasons of the rejected rows, in order of their coordinates. */
  List<String> reasons() {
    return lines(
        "SELECT reason FROM verity.verity_audit_rejected WHERE "
            + ofTopic()
            + " ORDER BY kafka_partition, kafka_offset");
  }

  List<String> committedBatches() {
    return lines(
        "SELECT DISTINCT batch_id FROM verity.verity_audit_batches WHERE kind = 'committed' AND "
            + ofTopic());
  }

  long batches() {
    return count(
        "SELECT uniqExact(batch_id) FROM verity.verity_audit_batches WHERE kind = 'committed' AND "
            + ofTopic());
  }

  /** Batches whose rows are there and whose committed mark is not. */
  long uncommittedBatches() {
    return count(
        "SELECT uniqExact(batch_id) FROM ("
            + "SELECT batch_id FROM verity.verity_audit WHERE "
            + ofTopic()
            + " UNION ALL SELECT batch_id FROM verity.verity_audit_rejected WHERE "
            + ofTopic()
            + ") WHERE batch_id NOT IN (SELECT batch_id FROM verity.verity_audit_batches"
            + " WHERE kind = 'committed')");
  }

  /** The batches that were cut out of others (their ids say so), with "audit" or "rejected". */
  List<String> cutBatches() {
    return lines(
        "SELECT concat(kind, ' ', toString(batch_id)) FROM (SELECT batch_id, multiIf(any(table) = 'verity_audit', 'audit', 'rejected')"
            + " AS kind FROM verity.verity_audit_batches WHERE "
            + ofTopic()
            + " AND substring(toString(batch_id), 15, 1) = '8' GROUP BY batch_id)"
            + " ORDER BY batch_id");
  }

  long recovered() {
    return count(
        "SELECT uniqExactIf(batch_id, recovered = 1) FROM verity.verity_audit_batches WHERE "
            + ofTopic());
  }

  /** When batches were marked as committed, in milliseconds, in order. */
  List<Long> commits() {
    return lines(
            "SELECT DISTINCT toUnixTimestamp64Milli(toDateTime64(written_at, 3)) AS at"
                + " FROM verity.verity_audit_batches WHERE kind = 'committed' AND "
                + ofTopic()
                + " ORDER BY at")
        .stream()
        .map(Long::valueOf)
        .toList();
  }

  List<String> eventIds() {
    return lines(
        "SELECT toString(event_id) AS id FROM verity.verity_audit WHERE "
            + ofTopic()
            + " ORDER BY id");
  }

  List<String> lines(String sql) {
    String text = stack.query(stack.account("admin"), sql);
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\n"));
  }

  String ofTopic() {
    return "kafka_topic_id = '" + topicId + "'";
  }

  private long count(String sql) {
    return Long.parseLong(stack.query(stack.account("admin"), sql).trim());
  }
}
