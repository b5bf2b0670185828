package io.verity.audit.trail.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.verity.audit.trail.TrailServer;
import io.verity.audit.trail.TrailStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The DDL, the live tables and the code say the same. */
class LiveSchemaITCase {

  @RegisterExtension static final TrailServer SERVER = new TrailServer();

  @Test
  void tablesOfTheDdlPass() {
    assertThatCode(() -> SERVER.store().checkSchema()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verity_audit | ADD COLUMN extra String | DROP COLUMN extra"
            + " | has a column that the DDL does not know: extra String",
        "verity_audit_rejected | MODIFY COLUMN reason LowCardinality(String)"
            + " | MODIFY COLUMN reason String"
            + " | has as column 5 reason LowCardinality(String), where the DDL has reason String",
        "verity_audit_batches | DROP COLUMN job_id"
            + " | ADD COLUMN job_id LowCardinality(String) AFTER writer_version"
            + " | has as column 14 checkpoint_id Int64, where the DDL has job_id"
            + " LowCardinality(String)",
      })
  void alteredTableIsRefusedInOneLine(String table, String change, String undo, String message) {
    SERVER.sql("ALTER TABLE verity." + table + " " + change);
    try {
      assertThatExceptionOfType(TrailStoreException.class)
          .isThrownBy(() -> SERVER.store().checkSchema())
          .withMessage("table verity." + table + " " + message)
          .satisfies(e -> assertThat(e.isRetryable()).isFalse());
    } finally {
      SERVER.sql("ALTER TABLE verity." + table + " " + undo);
    }
    assertThatCode(() -> SERVER.store().checkSchema()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MODIFY SETTING non_replicated_deduplication_window = 0"
            + " | MODIFY SETTING non_replicated_deduplication_window = 10000"
            + " | has no deduplication window",
        "MODIFY SETTING ttl_only_drop_parts = 0 | MODIFY SETTING ttl_only_drop_parts = 1"
            + " | batches would expire row by row",
        "MODIFY TTL timestamp + INTERVAL 30 DAY | MODIFY TTL timestamp + INTERVAL 2555 DAY"
            + " | has a TTL of 30 days",
      })
  void tableThatDoesNotKeepBatchesWholeIsRefused(String change, String undo, String message) {
    SERVER.sql("ALTER TABLE verity.verity_audit " + change);
    try {
      assertThatExceptionOfType(TrailStoreException.class)
          .isThrownBy(() -> SERVER.store().checkSchema())
          .withMessageContaining(message);
    } finally {
      SERVER.sql("ALTER TABLE verity.verity_audit " + undo);
    }
  }
}
