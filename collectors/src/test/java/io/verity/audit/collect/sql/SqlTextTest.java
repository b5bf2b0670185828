package io.verity.audit.collect.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT :period_start, :period_end | SELECT <period_start>, <period_end>",
        "SELECT ':period_start', \":period_end\" | SELECT ':period_start', \":period_end\"",
        "SELECT 'it''s :period_start' -- ; :period_end | SELECT 'it''s :period_start'",
        "SELECT /* ; ' */ 1 ; | SELECT   1",
        "SELECT a::period_start, :period_starting | SELECT a::period_start, :period_starting",
        "SELECT E'\\'; :period_end', $x$;:period_end$x$ | SELECT E'\\'; :period_end', $x$;:period_end$x$",
        "with a as (select 1) select a ? 'b' | with a as (select 1) select a ## 'b'",
        "(SELECT 1) | (SELECT 1)"
      })
  void replacesParametersOnlyWhereTheyAreSome(String query, String sent) {
    assertThat(SqlText.of(query, false, name -> "<" + name + ">", "##").text()).isEqualTo(sent);
  }

  @Test
  void knowsTheBackslashesOfClickHouse() {
    String query = "SELECT '\\'; :period_end', `;`, :period_end";
    assertThat(SqlText.of(query, true, name -> "P", "?").text())
        .isEqualTo("SELECT '\\'; :period_end', `;`, P");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "DROP TABLE a",
        "-- SELECT",
        "SELECT 1; SELECT 2",
        "SELECT 1; 2",
        "EXPLAIN SELECT 1"
      })
  void refusesWhatIsNotOneQuery(String query) {
    assertThatThrownBy(() -> SqlText.of(query, false, name -> "?", "?"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsLongLiteralsWithoutLosingItsStack() {
    String query = "SELECT '" + "a''".repeat(500_000) + "'";
    assertThat(SqlText.of(query, true, name -> "?", "?").text()).isEqualTo(query);
    assertThat(SqlText.of(query, false, name -> "?", "?").text()).isEqualTo(query);
  }
}
