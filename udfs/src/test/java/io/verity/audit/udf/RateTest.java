package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {

  @Test
  void hasFourDecimalsRoundedHalfUp() {
    assertThat(new Rate().eval(1L, 3L)).isEqualByComparingTo("0.3333");
    assertThat(new Rate().eval(1L, 20_000L)).isEqualByComparingTo("0.0001");
    assertThat(new Rate().eval(190L, 213L)).isEqualByComparingTo("0.8920");
  }

  @Test
  void ofNothingIsNull() {
    assertThat(new Rate().eval(0L, 0L)).isNull();
    assertThat(new Rate().eval(null, 1L)).isNull();
    assertThat(new Rate().eval(1L, null)).isNull();
  }

  @Test
  void inSql() {
    assertThat(Sql.rows("SELECT RATE(n, 8), RATE(n, n - 1) FROM (VALUES (1)) AS t(n)"))
        .containsExactly("0.1250 null");
  }
}
