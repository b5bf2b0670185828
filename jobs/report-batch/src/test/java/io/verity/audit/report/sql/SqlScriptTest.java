package io.verity.audit.report.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlScriptTest {

  private static List<String> split(String script) {
    return new SqlScript(script)
        .statements().stream().map(one -> one.bind(SqlDialect.FLINK, Map.of())).toList();
  }

  @Test
  void aSemicolonEndsAStatement() {
    assertThat(split("a;\n b ;c")).containsExactly("a", "b", "c");
  }

  @Test
  void insideQuotesAndCommentsItDoesNot() {
    assertThat(split("a ';' b -- ;\n; \"x;\" `;` /* ; */ c;"))
        .containsExactly("a ';' b -- ;", "\"x;\" `;` /* ; */ c");
    assertThat(split("'it''s;'")).containsExactly("'it''s;'");
  }

  @Test
  void whatHoldsNothingIsNoStatement() {
    assertThat(split("-- only a comment\n;; /* and one */ ;\n")).isEmpty();
  }
}
