package io.verity.audit.ingest.deadletter;

import io.verity.audit.trail.RejectedRows;
import io.verity.audit.trail.TrailTable;
import io.verity.audit.trail.TrailTable.Column;
import io.verity.audit.trail.clickhouse.ClickHouseConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The rejected records as the trail has them, batch by batch in the order of the ledger. */
final class RejectedBatches {

  /** A committed batch of rejects. */
  record Batch(UUID id, long writtenAtMillis, String topic) {}

  private static final String COLUMNS =
      TrailTable.REJECTED.columns(TrailTable.SCHEMA_VERSION).stream()
          .map(Column::name)
          .collect(Collectors.joining(", "));

  private final ClickHouseConnection connection;

  RejectedBatches(ClickHouseConnection connection) {
    this.connection = connection;
  }

  /** The batches whose mark was written at or after the given time, oldest first. */
  List<Batch> since(long writtenAtMillis, int limit) {
    return connection.query(
        "looking for rejected batches",
        """
        SELECT batch_id, max(written_at) AS marked, any(kafka_topic) FROM verity.verity_audit_batches
        WHERE kind = 'committed' AND table = 'verity_audit_rejected'
          AND written_at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
        GROUP BY batch_id ORDER BY marked, batch_id LIMIT {limit:UInt32}""",
        Map.of("since", writtenAtMillis, "limit", limit),
        rows -> {
          List<Batch> batches = new ArrayList<>();
          while (rows.hasNext()) {
            batches.add(new Batch(rows.readUuid(), rows.readLong(), rows.readString()));
          }
          return batches;
        });
  }

  /** Hands over the rows of a batch, one by one. */
  void forEachRow(Batch batch, Consumer<RejectedRows.Stored> action) {
    connection.query(
        "reading rejected batch " + batch.id(),
        "SELECT "
            + COLUMNS
            + " FROM verity.verity_audit_rejected WHERE batch_id = {batch:UUID}"
            + " ORDER BY kafka_partition, kafka_offset",
        Map.of("batch", batch.id().toString()),
        rows -> {
          while (rows.hasNext()) {
            action.accept(RejectedRows.read(rows));
          }
          return null;
        });
  }
}
