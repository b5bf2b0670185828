package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class MonthAfterTest {

  private static String monthAfter(String timestamp) {
    return new MonthAfter().eval(LocalDateTime.parse(timestamp)).toString();
  }

  @Test
  void isTheSameDayOrTheLast() {
    assertThat(monthAfter("2026-07-15T10:20")).isEqualTo("2026-08-15T10:20");
    assertThat(monthAfter("2026-08-31T10:20")).isEqualTo("2026-09-30T10:20");
    assertThat(monthAfter("2027-01-29T00:00")).isEqualTo("2027-02-28T00:00");
    assertThat(monthAfter("2028-01-31T00:00")).isEqualTo("2028-02-29T00:00");
    assertThat(monthAfter("2026-12-31T23:59")).isEqualTo("2027-01-31T23:59");
    assertThat(new MonthAfter().eval(null)).isNull();
  }

  @Test
  void inSql() {
    assertThat(
            Sql.rows(
                "SELECT MONTH_AFTER(t) FROM (VALUES (TIMESTAMP '2026-08-31 10:20:30.123'), (CAST(NULL AS TIMESTAMP(3)))) AS t(t)"))
        .containsExactlyInAnyOrder("2026-09-30T10:20:30.123", "null");
  }
}
