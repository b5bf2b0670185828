package io.verity.audit.trail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.SampleTrail;
import io.verity.audit.trail.SealedBatch;
import io.verity.audit.trail.TrailServer;
import io.verity.audit.trail.TrailTable.Column;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who may do anything to the ledger cannot hide. */
class LedgerTamperingITCase {

  @RegisterExtension static final TrailServer SERVER = new TrailServer();

  /** A value that each column of a ledger row does not have. */
  private static final Map<String, String> CHANGES =
      Map.ofEntries(
          Map.entry("kind", "'intent'"),
          Map.entry("batch_id", "toUUID('" + UUID.randomUUID() + "')"),
          Map.entry("table", "'verity_other'"),
          Map.entry("table_partition", "table_partition + 1"),
          Map.entry("kafka_topic", "'other'"),
          Map.entry("kafka_topic_id", "generateUUIDv4()"),
          Map.entry("rows", "rows + 1"),
          Map.entry(
              "runs",
              "CAST(arrayMap(r -> (r.1, r.2, r.4 + 1, r.3), runs) AS"
                  + " Array(Tuple(kind Enum8('rows' = 1, 'rejects' = 2, 'holes' = 3),"
                  + " partition UInt32, first UInt64, last UInt64)))"),
          Map.entry("min_timestamp", "min_timestamp - INTERVAL 1 MILLISECOND"),
          Map.entry("max_timestamp", "max_timestamp + INTERVAL 1 MILLISECOND"),
          Map.entry("sha256", "reverse(sha256)"),
          Map.entry("schema_version", "2"),
          Map.entry("writer_version", "'other'"),
          Map.entry("job_id", "'other'"),
          Map.entry("checkpoint_id", "8"),
          Map.entry("recovered", "2"),
          Map.entry("written_at", "written_at + INTERVAL 1 MILLISECOND"),
          Map.entry("entry_sha256", "reverse(entry_sha256)"));

  private SampleTrail trail;

  @BeforeEach
  void untouchedTrailVerifies() {
    trail = SampleTrail.write(SERVER.store());
    assertThat(verify().findings()).isEmpty();
  }

  static List<String> columns() {
    return LedgerEntry.COLUMNS.stream().map(Column::name).toList();
  }

  @ParameterizedTest
  @MethodSource("columns")
  void changedColumnOfACommittedEntry(String column) {
    String one = " WHERE batch_id = '" + trail.second.id() + "' AND kind = 'committed'";
    assertThat(CHANGES).containsKey(column);
    // key columns take no UPDATE: the changed row is put aside, and takes the place of its original
    SERVER.sql(
        "CREATE OR REPLACE TABLE verity.aside ENGINE = Memory AS SELECT * REPLACE ("
            + CHANGES.get(column)
            + " AS `"
            + column
            + "`) FROM (SELECT * FROM verity.verity_audit_batches"
            + one
            + ")");
    SERVER.sql("ALTER TABLE verity.verity_audit_batches DELETE" + one);
    SERVER.sql("INSERT INTO verity.verity_audit_batches SELECT * FROM verity.aside");
    SERVER.sql("DROP TABLE verity.aside");

    VerifyReport report = verify();
    assertThat(report.tampered()).isNotEmpty();
    assertThat(report.ok()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows", "sha256", "writer_version", "recovered"})
  void changedColumnOfAnIntent(String column) {
    SERVER.sql(
        "ALTER TABLE verity.verity_audit_batches UPDATE "
            + column
            + " = "
            + CHANGES.get(column)
            + " WHERE kind = 'intent' AND batch_id = '"
            + trail.first.id()
            + "'");

    assertThat(verify().tampered()).containsExactly(trail.first.id());
  }

  @Test
  void deletedCommittedEntry() {
    SERVER.sql(
        "ALTER TABLE verity.verity_audit_batches DELETE WHERE kind = 'committed' AND batch_id = '"
            + trail.second.id()
            + "'");
    VerifyReport report = verify();

    assertThat(report.unledgered()).containsExactly(trail.second.id());
    assertThat(report.gaps()).containsExactly("verity.audit.all/0:40-59");
    assertThat(report.batches()).isEqualTo(SampleTrail.BATCHES - 1);
  }

  @Test
  void allEntriesOfABatchDeleted() {
    SERVER.sql(
        "ALTER TABLE verity.verity_audit_batches DELETE WHERE batch_id = '"
            + trail.rejects.id()
            + "'");
    VerifyReport report = verify();

    assertThat(report.unledgered()).containsExactly(trail.rejects.id());
    assertThat(report.gaps()).containsExactly("verity.audit.all/0:60-69");
  }

  @Test
  void committedWithoutIntent() {
    trail.next().writeRows(SERVER.store()).writeMark(SERVER.store());

    assertThat(verify().findings())
        .singleElement()
        .satisfies(f -> assertThat(f.explanation()).contains("without an intent"));
  }

  @Test
  void batchCopiedUnderTheSameCoordinates() {
    SealedBatch copy =
        SealedBatch.of(SampleTrail.events(SampleTrail.FIRST_MONTH, 70, 30)).write(SERVER.store());
    VerifyReport report = verify();

    assertThat(copy.id()).isNotEqualTo(trail.last.id());
    assertThat(report.overlaps()).containsExactly("verity.audit.all/0:70-99");
    assertThat(report.duplicates()).isEqualTo(30);
    assertThat(report.repeatedEventIds()).isEqualTo(30);
    assertThat(report.tampered()).isEmpty();
    assertThat(report.ok()).isFalse();
  }

  @Test
  void forgedEntryOfANewRoot() {
    SealedBatch forged = SealedBatch.of(SampleTrail.rejects(100, 3));
    SealedBatch other = SealedBatch.of(SampleTrail.rejects(100, 3));
    forged.writeIntent(SERVER.store()).writeMark(SERVER.store());
    other.writeRows(SERVER.store());

    VerifyReport report = verify();
    assertThat(report.missing()).containsExactly(forged.id());
    assertThat(report.unledgered()).containsExactly(other.id());
  }

  private static VerifyReport verify() {
    return new Verifier(SERVER.auditor())
        .verify(VerifyOptions.everything().withGrace(Duration.ZERO));
  }
}
