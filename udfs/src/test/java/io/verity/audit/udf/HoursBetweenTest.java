package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class HoursBetweenTest {

  private static final LocalDateTime NOON = LocalDateTime.parse("2026-07-01T12:00:00");

  @Test
  void countsFromTheFirstToTheSecond() {
    assertThat(new HoursBetween().eval(NOON, NOON.plusMinutes(90))).isEqualByComparingTo("1.50");
    assertThat(new HoursBetween().eval(NOON, NOON.minusHours(2))).isEqualByComparingTo("-2.00");
  }

  @Test
  void withoutOneOfThemItIsUnknown() {
    assertThat(new HoursBetween().eval(null, NOON)).isNull();
    assertThat(new HoursBetween().eval(NOON, null)).isNull();
  }

  @Test
  void inSql() {
    assertThat(
            Sql.rows(
                "SELECT HOURS_BETWEEN(f, TIMESTAMP '2026-07-02 00:00:00.000') FROM (VALUES (TIMESTAMP '2026-07-01 00:00:00.000'), (CAST(NULL AS TIMESTAMP(3)))) AS t(f)"))
        .containsExactlyInAnyOrder("24.00", "null");
  }
}
