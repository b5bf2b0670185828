package io.verity.audit.report.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SqlTemplateTest {

  private static final Map<String, Object> VALUES = new HashMap<>();

  static {
    VALUES.put("start", Instant.parse("2026-07-01T00:00:00Z"));
    VALUES.put("id", UUID.fromString("1a78998c-27df-4626-a08e-9cd2a64bfcaf"));
    VALUES.put("n", new BigDecimal("1E+2"));
    VALUES.put("text", "it's; \\ -- :n");
    VALUES.put("none", null);
  }

  private static String flink(String sql) {
    return new SqlTemplate(sql).bind(SqlDialect.FLINK, VALUES);
  }

  private static String clickHouse(String sql) {
    return new SqlTemplate(sql).bind(SqlDialect.CLICKHOUSE, VALUES);
  }

  @Test
  void aParameterBecomesALiteralOfItsType() {
    assertThat(flink("x >= :start AND y = :id OR z>:n"))
        .isEqualTo(
            "x >= TIMESTAMP '2026-07-01 00:00:00.000' AND y = '1a78998c-27df-4626-a08e-9cd2a64bfcaf' OR z>100");
    assertThat(clickHouse(":start")).isEqualTo("toDateTime64('2026-07-01 00:00:00.000', 3, 'UTC')");
    assertThat(flink(":none")).isEqualTo("CAST(NULL AS STRING)");
    assertThat(clickHouse(":none")).isEqualTo("CAST(NULL AS Nullable(String))");
  }

  @Test
  void aTextCannotLeaveItsQuotes() {
    assertThat(flink("a = :text")).isEqualTo("a = 'it''s; \\ -- :n'");
    assertThat(clickHouse("a = :text")).isEqualTo("a = 'it\\'s; \\\\ -- :n'");
  }

  @Test
  void quotesCommentsAndCastsAreLeftAlone() {
    String sql = "SELECT ':n', \":n\", `:n`, 'it''s :n', a::n -- :n\n/* :n */ FROM t";
    assertThat(flink(sql)).isEqualTo(sql);
    assertThat(new SqlTemplate(sql).names()).isEmpty();
  }

  @Test
  void namesAreWhatItAsksFor() {
    assertThat(new SqlTemplate(":b + :a - :b_2 ':c'").names()).containsExactly("a", "b", "b_2");
  }

  @Test
  void aParameterWithoutValueIsNamed() {
    assertThatThrownBy(() -> flink("SELECT :other")).hasMessageContaining(":other");
  }

  @Test
  void anythingElseHasNoLiteral() {
    assertThatThrownBy(() -> SqlDialect.FLINK.literal(1.5)).hasMessageContaining("Double");
  }
}
