package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class TimestampOfMillisTest {

  @Test
  void isUtcAlsoBefore1970() {
    assertThat(new TimestampOfMillis().eval(1_782_864_000_123L))
        .isEqualTo(LocalDateTime.parse("2026-07-01T00:00:00.123"));
    assertThat(new TimestampOfMillis().eval(-1L))
        .isEqualTo(LocalDateTime.parse("1969-12-31T23:59:59.999"));
    assertThat(new TimestampOfMillis().eval(null)).isNull();
  }

  @Test
  void inSql() {
    assertThat(
            Sql.rows(
                "SELECT TIMESTAMP_OF_MILLIS(m) FROM (VALUES (1782864000123), (CAST(NULL AS BIGINT))) AS t(m)"))
        .containsExactlyInAnyOrder("2026-07-01T00:00:00.123", "null");
  }
}
