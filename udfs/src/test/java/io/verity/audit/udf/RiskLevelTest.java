package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class RiskLevelTest {

  private static String level(String score) {
    BigDecimal number = score == null ? null : new BigDecimal(score);
    return new RiskLevel()
        .eval(number, BigDecimal.valueOf(90), BigDecimal.valueOf(70), BigDecimal.valueOf(40));
  }

  @Test
  void aThresholdBelongsToTheLevelAboveIt() {
    assertThat(level("90")).isEqualTo("CRITICAL");
    assertThat(level("89.999999")).isEqualTo("HIGH");
    assertThat(level("70")).isEqualTo("HIGH");
    assertThat(level("40")).isEqualTo("MEDIUM");
    assertThat(level("39.9")).isEqualTo("LOW");
    assertThat(level("-1")).isEqualTo("LOW");
  }

  @Test
  void anUnknownScoreIsLow() {
    assertThat(level(null)).isEqualTo("LOW");
  }

  @Test
  void inSql() {
    assertThat(
            Sql.rows(
                "SELECT RISK_LEVEL(s, 90, 70.0, 40) FROM (VALUES (CAST(95 AS DOUBLE)), (70e0), (CAST(NULL AS DOUBLE))) AS t(s)"))
        .containsExactlyInAnyOrder("CRITICAL", "HIGH", "LOW");
  }
}
