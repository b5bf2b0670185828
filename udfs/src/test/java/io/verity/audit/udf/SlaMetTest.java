package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class SlaMetTest {

  private static final LocalDateTime DUE = LocalDateTime.parse("2026-07-01T12:00:00");

  @Test
  void theVeryMomentIsStillInTime() {
    assertThat(new SlaMet().eval(DUE, DUE)).isTrue();
    assertThat(new SlaMet().eval(DUE.plusNanos(1_000_000), DUE)).isFalse();
  }

  @Test
  void whatIsUndecidedOrHasNoDueTimeIsNotMet() {
    assertThat(new SlaMet().eval(null, DUE)).isFalse();
    assertThat(new SlaMet().eval(DUE, null)).isFalse();
  }

  @Test
  void inSql() {
    assertThat(
            Sql.rows(
                "SELECT SLA_MET(d, TIMESTAMP '2026-07-01 12:00:00.000') FROM (VALUES (TIMESTAMP '2026-07-01 12:00:00.000'), (TIMESTAMP '2026-07-01 12:00:00.001'), (CAST(NULL AS TIMESTAMP(3)))) AS t(d)"))
        .containsExactlyInAnyOrder("true", "false", "false");
  }
}
