package io.verity.audit.cli.chaos;

import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.TrailTable;
import io.verity.audit.trail.clickhouse.ClickHouseConnection;
import java.util.Map;
import java.util.UUID;

/** Reads what the trail holds of a topic into the accounting. */
final class TrailAudit {

  private final ClickHouseConnection connection;
  private final Map<String, Object> topic;

  TrailAudit(ClickHouseConnection connection, UUID topicId) {
    this.connection = connection;
    this.topic = Map.of("topic", topicId.toString());
  }

  /** How many rows of events there are. */
  long events(ChaosRecords records, Accounting accounting) {
    return connection.query(
        "reading the events",
        "SELECT kafka_partition, kafka_offset, event_id" + from(TrailTable.AUDIT),
        topic,
        rows -> {
          long count = 0;
          while (rows.hasNext()) {
            int partition = rows.readInt();
            long offset = rows.readLong();
            accounting.found(partition, offset, records.numberOf(rows.readUuid()));
            count++;
          }
          return count;
        });
  }

  /** How many rejected rows there are. */
  long rejected(ChaosRecords records, Accounting accounting) {
    return connection.query(
        "reading the rejected records",
        "SELECT kafka_partition, kafka_offset, key, value" + from(TrailTable.REJECTED),
        topic,
        rows -> {
          long count = 0;
          while (rows.hasNext()) {
            int partition = rows.readInt();
            long offset = rows.readLong();
            byte[] key = rows.readNullableStringBytes();
            byte[] value = rows.readNullableStringBytes();
            accounting.found(partition, offset, records.numberOf(key, value));
            count++;
          }
          return count;
        });
  }

  /** How many offsets the ledger accounts for as never seen by any consumer. */
  long holes() {
    return connection.query(
        "counting holes",
        """
        SELECT toUInt64(sum(last - first + 1)) FROM (
          SELECT DISTINCT run.partition, run.first AS first, run.last AS last
          FROM %s ARRAY JOIN runs AS run
          WHERE kind = 'committed' AND kafka_topic_id = {topic:UUID} AND run.kind = 'holes')"""
            .formatted(LedgerEntry.qualifiedTable()),
        topic,
        answer -> answer.readLong());
  }

  private static String from(TrailTable table) {
    return " FROM " + table.qualifiedName() + " WHERE kafka_topic_id = {topic:UUID}";
  }
}
