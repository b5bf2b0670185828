package io.verity.audit.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlScriptTest {

  @Test
  void splitsAtSemicolons() {
    assertThat(SqlScript.split("SELECT 1;\nSELECT 2;\n")).containsExactly("SELECT 1", "SELECT 2");
  }

  @Test
  void theLastStatementNeedsNoSemicolon() {
    assertThat(SqlScript.split("SELECT 1")).containsExactly("SELECT 1");
  }

  @Test
  void quotesHideSemicolonsAndComments() {
    String quoted = "SELECT 'a;--b', 'it''s;', 'it\\'s;', `c;`, \"d/*;\"";
    assertThat(SqlScript.split(quoted + ";")).containsExactly(quoted);
  }

  @Test
  void commentsAreLeftOut() {
    assertThat(SqlScript.split("-- first; comment\nSELECT /* ; */ 1; -- the end;"))
        .containsExactly("SELECT   1");
  }

  @Test
  void anUnfinishedQuoteEndsWithTheScript() {
    assertThat(SqlScript.split("SELECT 'a;\\")).containsExactly("SELECT 'a;\\");
  }

  @Test
  void theSchemaIsStatementsThatMayBeRepeated() {
    assertThat(SqlScript.split(StackResources.text(StackResources.SCHEMA)))
        .isNotEmpty()
        .allMatch(statement -> statement.startsWith("CREATE "))
        .allMatch(statement -> statement.contains("IF NOT EXISTS"));
  }
}
