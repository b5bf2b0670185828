package io.verity.audit.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An aggregate has the same value whether ClickHouse computes it or Flink. */
class AggregatePushDownITCase {

  private static final String PUSHED = "aggregates=[grouping=";

  private static final List<String> COUNTS =
      List.of(
          "COUNT(*)",
          "COUNT(s)",
          "COUNT(ns)",
          "COUNT(lns)",
          "COUNT(nu)",
          "COUNT(f)",
          "COUNT(nb)",
          "COUNT(nts)",
          "COUNT(texts)");
  private static final List<String> SUMS =
      List.of(
          "SUM(i8)",
          "SUM(id)",
          "SUM(i64)",
          "SUM(ni64)",
          "SUM(u8)",
          "SUM(u32)",
          "SUM(u64)",
          "SUM(nu64)",
          "SUM(n)",
          "SUM(nn)",
          "AVG(i8)",
          "AVG(id)",
          "AVG(ni64)",
          "AVG(u8)",
          "AVG(u32)");
  private static final List<String> EXTREMES =
      List.of(
          "MIN(s)",
          "MAX(s)",
          "MIN(ns)",
          "MAX(lns)",
          "MIN(u)",
          "MAX(u)",
          "MIN(nu)",
          "MAX(e)",
          "MIN(fs)",
          "MIN(ts)",
          "MAX(ts)",
          "MIN(nts)",
          "MAX(ts6)",
          "MIN(ts6)",
          "MAX(dt)",
          "MIN(d)",
          "MAX(d32)",
          "MIN(i8)",
          "MAX(ni64)",
          "MIN(i64)",
          "MAX(u64)",
          "MIN(nu64)",
          "MAX(u8)",
          "MIN(n)",
          "MAX(nn)");

  private static TableEnvironment flink;

  @BeforeAll
  static void tables() {
    CaseTable.create();
    flink = TestServer.flink();
    Map<String, String> unpushed =
        Map.of("push-down.filters", "false", "push-down.aggregates", "false");
    flink.executeSql(CaseTable.ddl("pushed", Map.of()));
    flink.executeSql(CaseTable.ddl("split", Map.of("scan.split", "partition")));
    flink.executeSql(CaseTable.ddl("plain", unpushed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none | TRUE",
        "none | s > 'a' AND ns IS NOT NULL AND i8 > 0",
        "none | id < 0",
        "u | TRUE",
        "ns, e | ts >= TIMESTAMP '1970-01-01 00:00:00'",
        "s, lns, nu, fs | id <> 7",
        "ts, nts, dt, d, d32, ts6 | s >= 'a'",
        "i8, ni64, u8, u64, nu64, n, nn | NOT flag",
        "flag, b, nb | u <> '00000000-0000-0000-0000-000000000000'",
        "e | id < 0"
      })
  void anAggregateIsTheSame(String grouping, String condition) {
    String groupBy = grouping.equals("none") ? "" : " GROUP BY " + grouping;
    String keys = grouping.equals("none") ? "" : grouping + ", ";
    String aggregates =
        Stream.of(COUNTS, SUMS, EXTREMES).flatMap(List::stream).collect(Collectors.joining(", "));
    String query = "SELECT " + keys + aggregates + " FROM %s WHERE " + condition + groupBy;
    assertThat(flink.explainSql(query.formatted("pushed"))).contains(PUSHED);
    assertThat(TestServer.sorted(flink, query.formatted("pushed")))
        .isEqualTo(TestServer.sorted(flink, query.formatted("plain")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "e"})
  void theAggregatesOfAllPartitionsAreMerged(String grouping) {
    String query =
        "SELECT COUNT(*), COUNT(ns), SUM(u64), AVG(id), MIN(nts), MAX(u) FROM %s"
            + (grouping.isEmpty() ? "" : " GROUP BY " + grouping);
    assertThat(flink.explainSql(query.formatted("split"))).contains(PUSHED);
    assertThat(TestServer.sorted(flink, query.formatted("split")))
        .isEqualTo(TestServer.sorted(flink, query.formatted("plain")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT SUM(f) FROM pushed",
        "SELECT MAX(f) FROM pushed",
        "SELECT AVG(f) FROM pushed",
        "SELECT MIN(flag) FROM pushed",
        "SELECT f, COUNT(*) FROM pushed GROUP BY f",
        "SELECT COUNT(DISTINCT u) FROM pushed",
        "SELECT SUM(i64 + 1) FROM pushed",
        "SELECT COUNT(*) FILTER (WHERE flag) FROM pushed",
        "SELECT COUNT(*) FROM pushed WHERE UPPER(s) = 'A'",
        "SELECT DISTINCT s FROM pushed",
        "SELECT COUNT(*), MAX(f) FROM pushed",
        "SELECT COUNT(NULLIF(s, 'a')) FROM pushed",
        "SELECT UPPER(s), COUNT(*) FROM pushed GROUP BY UPPER(s)",
        "SELECT s, COUNT(*) FROM (SELECT UPPER(s) AS s FROM pushed) GROUP BY s",
        "SELECT s, COUNT(*) FROM pushed WHERE s = 'a' GROUP BY s",
        "SELECT s, u, COUNT(*) FROM pushed WHERE s = 'a' GROUP BY s, u",
        "SELECT COUNT(*) FROM plain"
      })
  void whatIsNotExactStaysInFlink(String query) {
    assertThat(flink.explainSql(query)).doesNotContain(PUSHED);
    assertThat(TestServer.sorted(flink, query))
        .isEqualTo(TestServer.sorted(flink, query.replace("pushed", "plain")));
  }

  /** As it would with the local aggregate of Flink, which adds in the type of the column. */
  @Test
  void aSumWrapsAroundAsFlinksDoes() {
    String query = "SELECT SUM(i64), SUM(i8), SUM(u8) FROM %s WHERE i64 > 0 AND i8 > 0 AND u8 > 0";
    assertThat(TestServer.sorted(flink, query.formatted("pushed")))
        .isEqualTo(TestServer.sorted(flink, query.formatted("plain")));
  }
}
