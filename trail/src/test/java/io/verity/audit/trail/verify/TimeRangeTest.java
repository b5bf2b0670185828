package io.verity.audit.trail.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeRangeTest {

  private final TimeRange january =
      TimeRange.of(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));

  @Test
  void beginsWithItsFirstMillisecondAndEndsBeforeItsLast() {
    assertThat(january.contains(january.fromMillis())).isTrue();
    assertThat(january.contains(january.toMillis())).isFalse();
    assertThat(january.intersects(january.toMillis(), january.toMillis())).isFalse();
    assertThat(january.intersects(0, january.fromMillis())).isTrue();
  }

  @Test
  void knowsItsMonths() {
    assertThat(january.intersectsMonth(202512)).isFalse();
    assertThat(january.intersectsMonth(202601)).isTrue();
    assertThat(january.intersectsMonth(202602)).isFalse();
    assertThat(january.intersectsMonth(202699)).as("what is no month").isTrue();
  }

  @Test
  void missingBoundIsNone() {
    assertThat(TimeRange.of(null, null)).isEqualTo(TimeRange.ALL);
    assertThat(TimeRange.ALL.intersects(Long.MAX_VALUE, Long.MIN_VALUE)).isTrue();
  }

  @Test
  void emptyRangeIsRefused() {
    Instant now = Instant.EPOCH;
    assertThatIllegalArgumentException().isThrownBy(() -> TimeRange.of(now, now));
  }
}
