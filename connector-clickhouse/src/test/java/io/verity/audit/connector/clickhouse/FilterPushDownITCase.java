package io.verity.audit.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A condition keeps the same rows whether ClickHouse checks it or Flink. */
class FilterPushDownITCase {

  private static final int AT_ONCE = 50;

  private static TableEnvironment flink;

  @BeforeAll
  static void tables() {
    CaseTable.create();
    flink = TestServer.flink();
    flink.executeSql(CaseTable.ddl("pushed", Map.of("scan.split", "none")));
    flink.executeSql(
        CaseTable.ddl("plain", Map.of("push-down.filters", "false", "scan.split", "none")));
  }

  @Test
  void aPushedConditionKeepsTheRowsThatFlinkKeeps() {
    List<String> conditions = Conditions.pushed();
    for (int from = 0; from < conditions.size(); from += AT_ONCE) {
      compare(conditions.subList(from, Math.min(conditions.size(), from + AT_ONCE)), true);
    }
  }

  @Test
  void aConditionThatClickHouseAnswersOtherwiseStaysInFlink() {
    compare(Conditions.kept(), false);
  }

  private static void compare(List<String> conditions, boolean pushed) {
    String union =
        IntStream.range(0, conditions.size())
            .mapToObj(i -> "SELECT " + i + " AS q, id FROM pushed WHERE " + conditions.get(i))
            .collect(Collectors.joining(" UNION ALL "));
    String plan = flink.explainSql(union).split("== Optimized Execution Plan ==")[1];
    long inFlink = plan.lines().filter(line -> line.contains("where=")).count();
    assertThat(inFlink).as(plan).isEqualTo(pushed ? 0 : conditions.size());
    Map<Integer, TreeSet<Integer>> found = new TreeMap<>();
    for (Row row : TestServer.rows(flink, union)) {
      found
          .computeIfAbsent(row.<Integer>getFieldAs(0), any -> new TreeSet<>())
          .add(row.<Integer>getFieldAs(1));
    }
    List<TreeSet<Integer>> expected = inFlink(conditions);
    List<String> different =
        IntStream.range(0, conditions.size())
            .filter(i -> !found.getOrDefault(i, new TreeSet<>()).equals(expected.get(i)))
            .mapToObj(conditions::get)
            .toList();
    assertThat(different).isEmpty();
  }

  private static List<TreeSet<Integer>> inFlink(List<String> conditions) {
    List<TreeSet<Integer>> kept = new ArrayList<>();
    conditions.forEach(any -> kept.add(new TreeSet<>()));
    String each =
        conditions.stream().map(c -> "(" + c + ") IS TRUE").collect(Collectors.joining(", "));
    for (Row row : TestServer.rows(flink, "SELECT id, " + each + " FROM plain")) {
      for (int i = 0; i < conditions.size(); i++) {
        if (row.<Boolean>getFieldAs(i + 1)) {
          kept.get(i).add(row.<Integer>getFieldAs(0));
        }
      }
    }
    return kept;
  }
}
