package io.verity.audit.cli.produce;

import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.OffsetRuns;
import io.verity.audit.trail.OffsetRuns.Run;
import io.verity.audit.trail.TrailTable;
import io.verity.audit.trail.clickhouse.ClickHouseConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What became of some offsets of a topic, by the ledger's committed batches.
 *
 * @param accepted offsets that became rows
 * @param rejected offsets that became rejected rows
 * @param rows rows that {@code verity_audit} itself holds of the topic
 * @param batches batches that hold any of the offsets
 */
public record LedgerCounts(long accepted, long rejected, long rows, long batches) {

  public static LedgerCounts of(ClickHouseConnection connection, UUID topicId, List<Run> sent) {
    Map<String, Object> topic = Map.of("topic", topicId.toString());
    long rows =
        connection.query(
            "counting rows",
            "SELECT count() FROM "
                + TrailTable.AUDIT.qualifiedName()
                + " WHERE kafka_topic_id = {topic:UUID}",
            topic,
            answer -> answer.readLong());
    return connection.query(
        "reading the ledger",
        "SELECT DISTINCT batch_id, run.kind, run.partition, run.first, run.last FROM "
            + LedgerEntry.qualifiedTable()
            + " ARRAY JOIN runs AS run"
            + " WHERE kind = 'committed' AND kafka_topic_id = {topic:UUID} AND run.kind != 'holes'",
        topic,
        answer -> {
          long accepted = 0;
          long rejected = 0;
          Set<UUID> batches = new HashSet<>();
          while (answer.hasNext()) {
            UUID batch = answer.readUuid();
            OffsetRuns.Kind kind = OffsetRuns.Kind.ofCode(answer.readByte());
            Run run = new Run(kind, answer.readInt(), answer.readLong(), answer.readLong());
            long common = sent.stream().mapToLong(other -> common(run, other)).sum();
            if (common > 0) {
              batches.add(batch);
            }
            if (kind == OffsetRuns.Kind.ROWS) {
              accepted += common;
            } else {
              rejected += common;
            }
          }
          return new LedgerCounts(accepted, rejected, rows, batches.size());
        });
  }

  private static long common(Run a, Run b) {
    long length = Math.min(a.last(), b.last()) - Math.max(a.first(), b.first()) + 1;
    return a.partition() == b.partition() ? Math.max(0, length) : 0;
  }
}
