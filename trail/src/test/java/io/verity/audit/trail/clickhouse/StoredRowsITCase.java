package io.verity.audit.trail.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.AuditBatch;
import io.verity.audit.trail.AuditEvent;
import io.verity.audit.trail.AuditRow;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.ByteBuf;
import io.verity.audit.trail.MerkleTree;
import io.verity.audit.trail.RejectedBatch;
import io.verity.audit.trail.RejectedRow;
import io.verity.audit.trail.RejectedRow.Header;
import io.verity.audit.trail.RowOrigin;
import io.verity.audit.trail.SampleTrail;
import io.verity.audit.trail.Samples;
import io.verity.audit.trail.SealedBatch;
import io.verity.audit.trail.TrailServer;
import io.verity.audit.trail.TrailStore.Presence;
import io.verity.audit.trail.TrailTable;
import io.verity.audit.trail.TrailTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in is what ClickHouse stores, value by value and byte by byte. */
class StoredRowsITCase {

  private static final int LANES = 3;
  private static final long INGESTED_AT = Samples.millis("2026-07-02T03:04:05.678Z");

  @RegisterExtension static final TrailServer SERVER = new TrailServer();

  @ParameterizedTest
  @ValueSource(ints = {1, 256, 257, 70_000})
  void dictionariesOfAnySizeAreStoredRowByRow(int distinct) {
    AuditBatch batch = new AuditBatch(202607, Samples.TOPIC, Samples.TOPIC_ID, INGESTED_AT);
    List<AuditEvent> events = new ArrayList<>();
    int rows = Math.max(distinct, 600);
    for (int i = 0; i < rows; i++) {
      AuditEvent event = Samples.event(i, INGESTED_AT - i);
      event.eventType().set("type " + i % distinct);
      event.action().set("action " + i % 3);
      events.add(event);
      batch.add(event, i % LANES, i);
    }
    SealedBatch sealed = SealedBatch.of(batch).write(SERVER.store());

    assertThat(SERVER.store().probe(sealed.meta())).isEqualTo(Presence.WHOLE);
    assertThat(storedBytes(TrailTable.AUDIT)).isEqualTo(canonicalBytes(sealed.meta(), events));
  }

  @Test
  void eventIsReadBackBySql() {
    AuditEvent event = Samples.event(1, Samples.millis("2026-07-01T00:00:00.001Z"));
    event.eventType().set("");
    event.resourceType().set("Bücher 📚");
    event.details().set(new byte[] {'"', (byte) 0xff, 0, '"'});
    AuditBatch batch = new AuditBatch(202607, Samples.TOPIC, Samples.TOPIC_ID, INGESTED_AT);
    batch.add(event, 5, 9_000_000_000L);
    SealedBatch sealed = SealedBatch.of(batch).write(SERVER.store());

    assertThat(
            SERVER
                .sql(
                    "SELECT event_id, event_type, actor_id, actor_type, resource_type, resource_id,"
                        + " action, hex(details), timestamp, ingested_at, batch_id, kafka_topic_id,"
                        + " kafka_partition, kafka_offset FROM verity.verity_audit FORMAT CSV")
                .replace("\"", ""))
        .isEqualTo(
            String.join(
                ",",
                event.eventId().toString(),
                "",
                event.actorId().toString(),
                "USER",
                "Bücher 📚",
                event.resourceId().toString(),
                "revoke",
                "22FF0022",
                "2026-07-01 00:00:00.001",
                "2026-07-02 03:04:05.678",
                sealed.id(),
                Samples.TOPIC_ID.toString(),
                "5",
                "9000000000"));
    assertThat(SERVER.store().probe(sealed.meta())).isEqualTo(Presence.WHOLE);
  }

  @Test
  void rejectsAreReadBackBySql() {
    RejectedBatch batch = new RejectedBatch(202607, Samples.TOPIC, Samples.TOPIC_ID, INGESTED_AT);
    batch.add(new RejectedRow(-1, "grund: ü", null, List.of(), null), 1, 3);
    batch.add(
        new RejectedRow(
            5,
            "",
            new byte[0],
            List.of(new Header("h", null), new Header("h", "x".getBytes(UTF_8))),
            new byte[] {(byte) 0xc3, 0}),
        0,
        4);
    SealedBatch sealed = SealedBatch.of(batch).write(SERVER.store());

    assertThat(
            SERVER.sql(
                "SELECT kafka_partition, kafka_offset, kafka_timestamp_ms, reason, key, headers,"
                    + " hex(value), ingested_at FROM verity.verity_audit_rejected ORDER BY"
                    + " kafka_partition"))
        .isEqualTo(
            "0\t4\t5\t\t\t[('h',NULL),('h','x')]\tC300\t2026-07-02 03:04:05.678\n"
                + "1\t3\t-1\tgrund: ü\t\\N\t[]\t\\N\t2026-07-02 03:04:05.678");
    assertThat(SERVER.store().probe(sealed.meta())).isEqualTo(Presence.WHOLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"verity_audit", "verity_audit_rejected"})
  void probeTellsAbsentWholeAndDifferentApart(String table) {
    SealedBatch batch =
        SealedBatch.of(
            table.equals("verity_audit")
                ? SampleTrail.events(SampleTrail.FIRST_MONTH, 0, 5)
                : SampleTrail.rejects(0, 5));

    assertThat(SERVER.store().probe(batch.meta())).isEqualTo(Presence.ABSENT);
    batch.writeRows(SERVER.store());
    assertThat(SERVER.store().probe(batch.meta())).isEqualTo(Presence.WHOLE);
    SERVER.sql(
        "ALTER TABLE verity."
            + table
            + " UPDATE "
            + (table.equals("verity_audit") ? "details" : "reason")
            + " = '' WHERE kafka_offset = 3");
    assertThat(SERVER.store().probe(batch.meta())).isEqualTo(Presence.DIFFERENT);
    SERVER.sql("ALTER TABLE verity." + table + " DELETE WHERE kafka_offset = 3");
    assertThat(SERVER.store().probe(batch.meta())).isEqualTo(Presence.DIFFERENT);
  }

  @Test
  void anInsertIsOnePart() {
    SealedBatch.of(SampleTrail.events(SampleTrail.FIRST_MONTH, 0, 5000)).write(SERVER.store());

    assertThat(SERVER.number("SELECT uniqExact(_part) FROM verity.verity_audit")).isOne();
  }

  /** One hash for all rows, in leaf order: a difference shows, and its text stays short. */
  private static byte[] storedBytes(TrailTable table) {
    String columns =
        table.columns(TrailTable.SCHEMA_VERSION).stream()
            .map(Column::name)
            .collect(Collectors.joining(", "));
    return SERVER
        .auditor()
        .query(
            "reading the rows back",
            "SELECT formatRow('RowBinary', "
                + columns
                + ") FROM "
                + table.qualifiedName()
                + " ORDER BY kafka_partition, kafka_offset",
            Map.of(),
            rows -> {
              var digest = MerkleTree.sha256();
              while (rows.hasNext()) {
                digest.update(rows.readStringBytes());
              }
              return digest.digest();
            });
  }

  private static byte[] canonicalBytes(BatchMeta batch, List<AuditEvent> events) {
    ByteBuf row = new ByteBuf(512);
    RowOrigin origin = new RowOrigin();
    origin.batch(batch.batchId(), batch.topicId());
    var digest = MerkleTree.sha256();
    for (int lane = 0; lane < LANES; lane++) {
      for (int i = lane; i < events.size(); i += LANES) {
        origin.at(lane, i);
        row.clear();
        AuditRow.encode(events.get(i), INGESTED_AT, origin, row);
        digest.update(row.array(), 0, row.size());
      }
    }
    return digest.digest();
  }
}
