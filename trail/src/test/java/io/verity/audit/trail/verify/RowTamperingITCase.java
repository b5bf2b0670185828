package io.verity.audit.trail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.SampleTrail;
import io.verity.audit.trail.TrailServer;
import io.verity.audit.trail.verify.Finding.Kind;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody who may do anything to the rows cannot hide. */
class RowTamperingITCase {

  @RegisterExtension static final TrailServer SERVER = new TrailServer();

  private SampleTrail trail;

  @BeforeEach
  void untouchedTrailVerifies() {
    trail = SampleTrail.write(SERVER.store());
    VerifyReport report = verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.ok()).isTrue();
    assertThat(report.batches()).isEqualTo(SampleTrail.BATCHES);
    assertThat(report.rootsOk()).isEqualTo(SampleTrail.BATCHES);
    assertThat(report.rows()).isEqualTo(SampleTrail.AUDIT_ROWS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "event_id | generateUUIDv4()",
        "event_type | 'other'",
        "actor_id | generateUUIDv4()",
        "actor_type | 'SYSTEM'",
        "resource_type | 'other'",
        "resource_id | generateUUIDv4()",
        "action | 'other'",
        "details | concat('[', substring(details, 2))",
        "ingested_at | ingested_at + INTERVAL 1 MILLISECOND",
        "kafka_topic_id | generateUUIDv4()"
      })
  void changedEvent(String column, String value) {
    SERVER.sql(
        "ALTER TABLE verity.verity_audit UPDATE "
            + column
            + " = "
            + value
            + " WHERE kafka_partition = 0 AND kafka_offset = 45");

    expectTampered(trail.second.id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "kafka_timestamp_ms | kafka_timestamp_ms + 1",
        "reason | ''",
        "key | if(key IS NULL, '', NULL)",
        "headers | arrayReverse(headers)",
        "value | if(value IS NULL, '', NULL)"
      })
  void changedReject(String column, String value) {
    SERVER.sql(
        "ALTER TABLE verity.verity_audit_rejected UPDATE "
            + column
            + " = "
            + value
            + " WHERE kafka_offset = 65");

    expectTampered(trail.rejects.id());
  }

  @Test
  void deletedRow() {
    SERVER.sql("ALTER TABLE verity.verity_audit DELETE WHERE kafka_offset = 99");

    expectTampered(trail.last.id());
    assertThat(verify().findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.explanation())
                    .contains("29 rows where the ledger says 30", "no row for offset 0:99"));
  }

  @Test
  void rowAddedToABatch() {
    copyRow("generateUUIDv4() AS event_id, 1000 AS kafka_offset", "kafka_offset = 80");

    expectTampered(trail.last.id());
  }

  @Test
  void rowOfABatchTwice() {
    copyRow("details AS details", "kafka_offset = 80");

    VerifyReport report = verify();
    assertThat(report.tampered()).containsExactly(trail.last.id());
    assertThat(report.duplicates()).isOne();
    assertThat(report.repeatedEventIds()).isOne();
    assertThat(report.findings())
        .contains(
            new Finding(
                Kind.DUPLICATE, "verity.audit.all/0:80-80", "2 rows bear these coordinates"));
  }

  @Test
  void rowOfABatchThatNobodyKnows() {
    UUID foreign = UUID.randomUUID();
    copyRow("toUUID('" + foreign + "') AS batch_id, 1000 AS kafka_offset", "kafka_offset = 80");

    VerifyReport report = verify();
    assertThat(report.unledgered()).containsExactly(foreign.toString());
    assertThat(report.tampered()).isEmpty();
    assertThat(report.ok()).isFalse();
  }

  @Test
  void rowMovedToAnotherMonth() {
    copyRow("timestamp + INTERVAL 100 DAY AS timestamp", "kafka_offset = 80");
    SERVER.sql(
        "ALTER TABLE verity.verity_audit DELETE WHERE kafka_offset = 80 AND timestamp < '"
            + SampleTrail.SECOND_MONTH.atDay(1)
            + "'");

    expectTampered(trail.last.id());
    assertThat(verify().findings())
        .extracting(Finding::explanation)
        .anyMatch(why -> why.contains("where its ledger has verity_audit "));
  }

  @Test
  void allRowsOfABatchDeleted() {
    SERVER.sql(
        "ALTER TABLE verity.verity_audit DELETE WHERE batch_id = '" + trail.second.id() + "'");
    VerifyReport report = verify();

    assertThat(report.missing()).containsExactly(trail.second.id());
    assertThat(report.tampered()).isEmpty();
    assertThat(report.rootsOk()).isEqualTo(SampleTrail.BATCHES - 1);
  }

  @Test
  void wholeMonthDropped() {
    SERVER.sql("TRUNCATE TABLE verity.verity_audit_rejected");

    assertThat(verify().missing()).containsExactly(trail.rejects.id());
  }

  @Test
  void twoRowsExchangeTheirOffsets() {
    copyRow("if(kafka_offset = 80, 81, 80) AS kafka_offset", "kafka_offset IN (80, 81)");
    SERVER.sql(
        "ALTER TABLE verity.verity_audit DELETE WHERE kafka_offset IN (80, 81)"
            + " AND details = concat('{\"n\":', toString(kafka_offset), '}')");
    assertThat(SERVER.number("SELECT count() FROM verity.verity_audit"))
        .isEqualTo(SampleTrail.AUDIT_ROWS);

    expectTampered(trail.last.id());
  }

  private void expectTampered(String batchId) {
    VerifyReport report = verify();
    assertThat(report.tampered()).containsExactly(batchId);
    assertThat(report.missing()).isEmpty();
    assertThat(report.unledgered()).isEmpty();
    assertThat(report.ok()).isFalse();
  }

  private static void copyRow(String replacing, String where) {
    SERVER.sql(
        "INSERT INTO verity.verity_audit SELECT * REPLACE ("
            + replacing
            + ") FROM (SELECT * FROM verity.verity_audit WHERE "
            + where
            + ")");
  }

  private static VerifyReport verify() {
    return new Verifier(SERVER.auditor())
        .verify(VerifyOptions.everything().withGrace(Duration.ZERO));
  }
}
