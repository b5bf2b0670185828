package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class MillisBetweenTest {

  private static final LocalDateTime FROM = LocalDateTime.parse("2026-07-01T00:00:00.900");

  @Test
  void isExact() {
    LocalDateTime to = LocalDateTime.parse("2026-07-01T00:00:02.100");
    assertThat(new MillisBetween().eval(FROM, to)).isEqualTo(1200);
    assertThat(new MillisBetween().eval(to, FROM)).isEqualTo(-1200);
  }

  @Test
  void withoutOneOfThemItIsUnknown() {
    assertThat(new MillisBetween().eval(null, FROM)).isNull();
    assertThat(new MillisBetween().eval(FROM, null)).isNull();
  }

  @Test
  void inSql() {
    assertThat(
            Sql.rows(
                "SELECT MILLIS_BETWEEN(f, TIMESTAMP '2026-07-01 00:00:02.100') FROM (VALUES (TIMESTAMP '2026-07-01 00:00:00.900'), (CAST(NULL AS TIMESTAMP(3)))) AS t(f)"))
        .containsExactlyInAnyOrder("1200", "null");
  }
}
