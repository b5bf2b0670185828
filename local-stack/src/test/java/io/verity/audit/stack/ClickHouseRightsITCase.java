package io.verity.audit.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What sql/clickhouse/users.xml promises, asked of the server itself. */
class ClickHouseRightsITCase {

  private static final int ACCESS_DENIED = 497;
  private static final int AUTHENTICATION_FAILED = 516;

  /** Each table of the trail, with a column that could be falsified and one that tells the time. */
  private static final Map<String, List<String>> TABLES =
      Map.of(
          "verity.verity_audit", List.of("details", "timestamp"),
          "verity.verity_audit_rejected", List.of("reason", "ingested_at"),
          "verity.verity_audit_batches", List.of("sha256", "written_at"));

  private static final String SNAPSHOTS = "verity.verity_report_snapshots";

  @TempDir static Path folder;
  private static LocalStack stack;

  @BeforeAll
  static void start() {
    Map<String, String> noKafka = new HashMap<>(System.getenv());
    noKafka.put(KafkaPart.EXTERNAL, "127.0.0.1:1");
    stack = LocalStack.in(folder).environment(noKafka).start();
    stack.query(
        stack.account("admin"),
        "CREATE TABLE IF NOT EXISTS "
            + SNAPSHOTS
            + " (run_id UUID, batch_id UUID) ENGINE = MergeTree ORDER BY run_id");
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  static Stream<String> tables() {
    return TABLES.keySet().stream().sorted();
  }

  static Stream<String> alterations() {
    return tables()
        .flatMap(
            table ->
                Stream.of(
                    "ALTER TABLE " + table + " UPDATE " + falsified(table) + " = '' WHERE 1",
                    "ALTER TABLE " + table + " DELETE WHERE 1",
                    "DELETE FROM " + table + " WHERE 1",
                    "TRUNCATE TABLE " + table,
                    "DROP TABLE " + table,
                    "OPTIMIZE TABLE " + table + " FINAL",
                    "ALTER TABLE " + table + " DROP PARTITION ID '202601'",
                    "ALTER TABLE " + table + " ADD COLUMN x UInt8"));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theWriterAppendsAndReadsBack(String table) {
    as("audit_writer", insertInto(table));
    assertThat(as("audit_writer", "SELECT count() > 0 FROM " + table)).isEqualTo("1\n");
  }

  @ParameterizedTest
  @MethodSource("alterations")
  void nobodyWhoWorksWithTheTrailCanAlterIt(String statement) {
    Stream.of("audit_writer", "report_reader", "auditor", "operator")
        .forEach(user -> refused(user, statement));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theWriterCannotShortenRetention(String table) {
    refused("audit_writer", modifyTtl(table));
    refused("report_reader", modifyTtl(table));
    refused("auditor", modifyTtl(table));
  }

  @Test
  void theWriterSeesItsTablesAndItsOwnQueries() {
    assertThat(
            as(
                "audit_writer",
                "SELECT engine_full, create_table_query FROM system.tables"
                    + " WHERE database = 'verity' AND name = 'verity_audit'"))
        .contains("non_replicated_deduplication_window = 10000")
        .contains("CREATE TABLE verity.verity_audit");
    assertThat(
            as(
                "audit_writer",
                "SELECT count() > 10 FROM system.columns WHERE table = 'verity_audit'"))
        .isEqualTo("1\n");
    assertThat(as("audit_writer", "SELECT DISTINCT user FROM system.processes"))
        .isEqualTo("audit_writer\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM " + SNAPSHOTS,
        "SELECT * FROM system.users",
        "SELECT * FROM file('/etc/passwd', 'LineAsString')",
        "CREATE TABLE verity.other (a UInt8) ENGINE = Memory"
      })
  void theWriterHasNothingElse(String statement) {
    refused("audit_writer", statement);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void othersReadButDoNotWrite(String table) {
    Stream.of("report_reader", "auditor", "operator")
        .forEach(
            user -> {
              assertThat(as(user, "SELECT count() >= 0 FROM " + table)).isEqualTo("1\n");
              refused(user, insertInto(table));
            });
  }

  @Test
  void onlyTheReportReaderWritesSnapshots() {
    String insert = "INSERT INTO " + SNAPSHOTS + " SELECT generateUUIDv4(), generateUUIDv4(), ''";
    as("report_reader", insert);
    Stream.of("audit_writer", "auditor", "operator").forEach(user -> refused(user, insert));
    refused("report_reader", "ALTER TABLE " + SNAPSHOTS + " DELETE WHERE 1");
  }

  @Test
  void theOperatorLengthensRetention() {
    as("operator", "ALTER TABLE verity.verity_audit MODIFY TTL timestamp + INTERVAL 5000 DAY");
    assertThat(as("operator", "SHOW CREATE TABLE verity.verity_audit")).contains("(5000)");
  }

  @Test
  void aWrongPasswordIsRefused() {
    assertThatExceptionOfType(ClickHouseHttpException.class)
        .isThrownBy(() -> stack.query(new Account("auditor", "wrong"), "SELECT 1"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(AUTHENTICATION_FAILED));
  }

  @Test
  void theSessionUserReadsNothing() {
    assertThatExceptionOfType(ClickHouseHttpException.class)
        .isThrownBy(
            () ->
                stack.query(new Account("default", ""), "SELECT count() FROM verity.verity_audit"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ACCESS_DENIED));
  }

  private static String as(String user, String sql) {
    return stack.query(stack.account(user), sql);
  }

  private static void refused(String user, String sql) {
    assertThatExceptionOfType(ClickHouseHttpException.class)
        .as("%s: %s", user, sql)
        .isThrownBy(() -> as(user, sql))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ACCESS_DENIED));
  }

  private static String falsified(String table) {
    return TABLES.get(table).get(0);
  }

  private static String time(String table) {
    return TABLES.get(table).get(1);
  }

  private static String insertInto(String table) {
    return "INSERT INTO %s (batch_id, %s) SELECT generateUUIDv4(), now64(3)"
        .formatted(table, time(table));
  }

  private static String modifyTtl(String table) {
    return "ALTER TABLE %s MODIFY TTL %s + INTERVAL 1 DAY".formatted(table, time(table));
  }
}
