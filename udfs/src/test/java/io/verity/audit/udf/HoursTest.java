package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HoursTest {

  @Test
  void roundsHalfUpAndOnce() {
    assertThat(new Hours().eval(3_600_000L)).isEqualByComparingTo("1.00");
    assertThat(new Hours().eval(18_000L)).isEqualByComparingTo("0.01");
    assertThat(new Hours().eval(17_999L)).isEqualByComparingTo("0.00");
    assertThat(new Hours().eval(-18_000L)).isEqualByComparingTo("-0.01");
  }

  @Test
  void aMeanIsDividedBeforeItIsRounded() {
    assertThat(new Hours().eval(10_800_000L, 7L)).isEqualByComparingTo("0.43");
    assertThat(new Hours().eval(54_000L, 3L)).isEqualByComparingTo("0.01");
  }

  @Test
  void ofNothingIsNull() {
    assertThat(new Hours().eval((Long) null)).isNull();
    assertThat(new Hours().eval(null, 3L)).isNull();
    assertThat(new Hours().eval(5L, 0L)).isNull();
    assertThat(new Hours().eval(5L, null)).isNull();
  }

  @Test
  void inSql() {
    assertThat(
            Sql.rows(
                "SELECT HOURS(SUM(v)), HOURS(SUM(v), COUNT(v)), HOURS(CAST(NULL AS BIGINT)) FROM (VALUES (3600000), (7200000), (CAST(NULL AS INT))) AS t(v)"))
        .containsExactly("3.00 1.50 null");
  }
}
