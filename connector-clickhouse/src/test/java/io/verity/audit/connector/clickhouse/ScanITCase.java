package io.verity.audit.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the trail is cut into queries, and restricted to what a run has pinned. */
class ScanITCase {

  private static final String TRAIL = "verity.verity_audit";
  private static final String RUN = "0189f7ea-ae2c-7f00-8000-00000000abcd";
  private static final String PINNED = "11111111-1111-4111-8111-111111111111";
  private static final String LATER = "22222222-2222-4222-8222-222222222222";
  private static final String COLUMNS =
      "event_id STRING, event_type STRING, `timestamp` TIMESTAMP(3), batch_id STRING,"
          + " kafka_offset DECIMAL(20, 0)";

  private TableEnvironment flink;

  @BeforeAll
  static void rows() {
    TestServer.sql("TRUNCATE TABLE " + TRAIL);
    TestServer.sql("TRUNCATE TABLE verity.verity_report_snapshots");
    insert(PINNED, 0);
    insert(LATER, 3_000);
    TestServer.sql(
        "INSERT INTO verity.verity_report_snapshots VALUES ('" + RUN + "', '" + PINNED + "', '')");
  }

  /** 3,000 rows over July, August and September 2026. */
  private static void insert(String batch, int firstOffset) {
    TestServer.sql(
        "INSERT INTO "
            + TRAIL
            + " (event_id, event_type, timestamp, batch_id, kafka_offset) SELECT"
            + " generateUUIDv4(), ['LOGIN', 'READ'][number % 2 + 1],"
            + " addMonths(toDateTime64('2026-07-01 00:00:00', 3, 'UTC'), number % 3), '"
            + batch
            + "', number + "
            + firstOffset
            + " FROM numbers(3000)");
  }

  @BeforeEach
  void session() {
    RecordingObserver.RUNS.clear();
    flink = TestServer.flink();
    flink.executeSql(TestServer.ddl("audit", COLUMNS, Map.of("table-name", TRAIL)));
    flink.executeSql(
        TestServer.ddl("pinned", COLUMNS, Map.of("table-name", TRAIL, "snapshot.run-id", RUN)));
  }

  @Test
  void everyPartitionIsReadOnceByAQueryOfItsOwn() {
    List<Row> offsets = TestServer.rows(flink, "SELECT kafka_offset FROM audit");
    assertThat(offsets).hasSize(6_000).doesNotHaveDuplicates();
    assertThat(RecordingObserver.RUNS)
        .hasSize(3)
        .allMatch(run -> run.succeeded() && run.rows() == 2_000)
        .allMatch(run -> run.table().equals(TRAIL) && run.duration().toNanos() > 0);
  }

  @Test
  void aPartitionThatCannotMatchIsNotRead() {
    String query =
        "SELECT event_id FROM audit WHERE `timestamp` >= TIMESTAMP '2026-09-01 00:00:00'";
    assertThat(TestServer.rows(flink, query)).hasSize(2_000);
    assertThat(RecordingObserver.RUNS).hasSize(1);
    RecordingObserver.RUNS.clear();
    assertThat(TestServer.rows(flink, query.replace("2026", "2030"))).isEmpty();
    assertThat(RecordingObserver.RUNS).isEmpty();
  }

  @Test
  void aLimitIsPushedAndReadByOneQuery() {
    assertThat(flink.explainSql("SELECT * FROM audit LIMIT 7")).contains("limit=[7]");
    assertThat(TestServer.rows(flink, "SELECT * FROM audit LIMIT 7")).hasSize(7);
    assertThat(RecordingObserver.RUNS).singleElement().matches(run -> run.rows() == 7);
  }

  @Test
  void onlyWhatTheRunHasPinnedIsRead() {
    assertThat(TestServer.rows(flink, "SELECT kafka_offset FROM pinned")).hasSize(3_000);
    assertThat(TestServer.sorted(flink, "SELECT batch_id, COUNT(*) FROM pinned GROUP BY batch_id"))
        .containsExactly("+I[" + PINNED + ", 3000]");
    assertThat(RecordingObserver.RUNS).allMatch(run -> run.runId().equals(UUID.fromString(RUN)));
  }

  @Test
  void aQueryReadsThePinnedTrailFromItsCte() {
    String query =
        "-- it's a comment with a ? and a {fn x}\nWITH j AS (SELECT * FROM audit WHERE event_type = 'READ')"
            + " SELECT event_type, toInt64(count()) AS n, '{\"a\":\"?\"}' AS json FROM j GROUP BY"
            + " event_type -- end";
    Map<String, String> options = Map.of("query", query, "snapshot.run-id", RUN);
    flink.executeSql(TestServer.ddl("q", "event_type STRING, n BIGINT, json STRING", options));
    assertThat(TestServer.sorted(flink, "SELECT * FROM q WHERE n > 5"))
        .containsExactly("+I[READ, 1500, {\"a\":\"?\"}]");
    assertThat(RecordingObserver.RUNS).hasSize(1);
  }

  @Test
  void aQueryIsSplitWhereTheTableSaysSo() {
    flink.executeSql(
        TestServer.ddl(
            "q",
            "kafka_offset DECIMAL(20, 0), login SMALLINT",
            Map.of(
                "query", "SELECT kafka_offset, event_type = 'LOGIN' AS login FROM audit",
                "snapshot.run-id", RUN,
                "scan.split", "partition")));
    assertThat(TestServer.rows(flink, "SELECT kafka_offset FROM q"))
        .hasSize(3_000)
        .doesNotHaveDuplicates();
    assertThat(TestServer.sorted(flink, "SELECT COUNT(*), SUM(login) FROM q"))
        .containsExactly("+I[3000, 1500]");
    assertThat(RecordingObserver.RUNS).hasSize(6);
  }

  @Test
  void aViewIsReadByOneQuery() {
    TestServer.sql("CREATE OR REPLACE VIEW verity.logins AS SELECT event_id FROM " + TRAIL);
    flink.executeSql(TestServer.ddl("v", "event_id STRING", Map.of("table-name", "verity.logins")));
    assertThat(TestServer.rows(flink, "SELECT * FROM v")).hasSize(6_000);
  }

  @Test
  void aPlanShowsNoPassword() {
    String plan = flink.explainSql("SELECT COUNT(*) FROM pinned WHERE event_type = 'READ'");
    assertThat(plan)
        .contains("aggregates=[", "filter=[")
        .doesNotContain(TestServer.get().account("report_reader").password());
  }

  @Test
  void theDriverIsNotRegistered() {
    assertThat(TestServer.rows(flink, "SELECT event_id FROM audit LIMIT 1")).hasSize(1);
    assertThat(DriverManager.drivers())
        .noneMatch(driver -> driver.getClass().getName().equals("com.clickhouse.jdbc.Driver"));
  }
}
