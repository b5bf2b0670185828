package io.verity.audit.connector.clickhouse;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong is said in one line that names it, and never shows a password. */
class FailureITCase {

  private static final String TRAIL = "verity.verity_audit";

  private final TableEnvironment flink = TestServer.flink();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url | ftp://x | has a 'url' that is not http(s)://host:port",
        "url | http://u:sesame@h:1 | username and password have options of their own",
        "query | SELECT 1 | has both 'table-name' and 'query'",
        "table-name |  | has neither 'table-name' nor 'query'",
        "table-name | a.b.c | which is not database.table",
        "table-name | verity.none | could not describe verity.none as report_reader: Code: 60",
        "snapshot.run-id | x' OR 1=1 | which is not a UUID",
        "scan.split | some | Expected one of",
        "password | sesame | Code: 516",
        "username | nobody | Code: 516"
      })
  void aWrongOptionIsNamed(String option, String value, String message) {
    Map<String, String> options = new HashMap<>(Map.of("table-name", TRAIL));
    options.put(option, value);
    options.values().removeIf(text -> text == null);
    flink.executeSql(TestServer.ddl("t", "event_id STRING", options));
    assertThat(rootMessage("SELECT * FROM t"))
        .contains(message)
        .doesNotContain("sesame", "\n", TestServer.get().account("report_reader").password());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nowhere STRING | declares column nowhere, which verity.verity_audit does not have",
        "event_id BIGINT | declares column event_id as BIGINT, but it is UUID in ClickHouse",
        "kafka_offset ARRAY<INT> | declares column kafka_offset as ARRAY<INT>, but it is UInt64",
        "kafka_offset DECIMAL(19, 0) | as DECIMAL(19, 0), but it is UInt64",
        "`timestamp` TIMESTAMP(0) | declares column timestamp as TIMESTAMP(0), but it is DateTime64",
        "`timestamp` TIMESTAMP_LTZ(3) | declares column timestamp as TIMESTAMP_LTZ(3)",
        "details VARCHAR(10) | declares column details as VARCHAR(10), but it is String"
      })
  void aColumnThatDoesNotFitIsNamed(String columns, String message) {
    flink.executeSql(TestServer.ddl("t", columns, Map.of("table-name", TRAIL)));
    assertThat(rootMessage("SELECT * FROM t")).contains(message).doesNotContain("\n");
  }

  @Test
  void aNullableColumnDeclaredNotNullIsRefused() {
    Map<String, String> options = Map.of("query", "SELECT toNullable(1) AS x FROM audit");
    flink.executeSql(TestServer.ddl("t", "x INT NOT NULL", options));
    assertThat(rootMessage("SELECT * FROM t")).contains("Nullable(UInt8)", "may be NULL");
  }

  @Test
  void aSnapshotOfATableWithoutBatchesIsRefused() {
    String run = "0189f7ea-ae2c-7f00-8000-000000000001";
    TestServer.sql(
        "CREATE TABLE IF NOT EXISTS verity.no_batches (x Int32) ENGINE = MergeTree ORDER BY x");
    flink.executeSql(
        TestServer.ddl(
            "t", "x INT", Map.of("table-name", "verity.no_batches", "snapshot.run-id", run)));
    assertThat(rootMessage("SELECT * FROM t")).contains("no_batches has no column batch_id");
  }

  /** Rows have been sent when it happens: a short result would look like a whole one. */
  @Test
  void anErrorAfterTheFirstRowsFailsTheJob() {
    String query =
        "SELECT toInt64(number) AS n, throwIf(number = 3000000, 'no more of it') AS x"
            + " FROM numbers(10000000)";
    flink.executeSql(TestServer.ddl("t", "n BIGINT, x SMALLINT", Map.of("query", query)));
    assertThat(rootMessage("SELECT SUM(n + 0), SUM(x + 0) FROM t"))
        .contains("could not read the query over verity.verity_audit", "broke off")
        .hasSizeLessThan(500);
  }

  @Test
  void aValueBeyondItsDeclaredTypeFailsTheJob() {
    String query = "SELECT toUInt64(9223372036854775808) AS x FROM numbers(1)";
    flink.executeSql(TestServer.ddl("t", "x BIGINT", Map.of("query", query)));
    assertThat(rootMessage("SELECT x FROM t")).contains("Code: ").doesNotContain("\n");
  }

  @Test
  void aServerKilledWhileItIsReadFailsTheJob() throws Exception {
    try (LocalStack stack = TestServer.start("it-killed-" + ProcessHandle.current().pid())) {
      Account reader = stack.account("report_reader");
      flink.executeSql(
          TestServer.ddl(
              "t",
              "n BIGINT",
              Map.of(
                  "url", stack.clickHouseUrl(),
                  "password", reader.password(),
                  "query", "SELECT toInt64(number) AS n FROM numbers(2000000000)")));
      flink.executeSql(
          "CREATE TEMPORARY TABLE nowhere (n BIGINT) WITH ('connector' = 'blackhole')");
      TableResult job = flink.executeSql("INSERT INTO nowhere SELECT n FROM t");
      await().atMost(ofMinutes(2)).until(() -> rowsBeingRead(stack) > 0);
      stack.clickHouse().kill();
      Throwable thrown = catchThrowable(job::await);
      assertThat(root(thrown))
          .contains("ClickHouse at " + stack.clickHouseUrl() + " could not read the query over")
          .contains("broke off")
          .doesNotContain("\n");
    }
  }

  private static long rowsBeingRead(LocalStack stack) {
    String sql =
        "SELECT sum(read_rows) FROM system.processes WHERE user = 'report_reader'"
            + " AND query LIKE '%numbers(2000000000)%'";
    return Long.parseLong(stack.query(stack.account("admin"), sql).strip());
  }

  private String rootMessage(String query) {
    return root(catchThrowable(() -> TestServer.rows(flink, query)));
  }

  private static String root(Throwable thrown) {
    assertThat(thrown).isNotNull();
    return lowest(thrown).getMessage();
  }

  private static Throwable lowest(Throwable thrown) {
    return thrown.getCause() == null ? thrown : lowest(thrown.getCause());
  }
}
