package io.verity.audit.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RetentionLimitsTest {

  private static final class Ticking extends Clock {
    private Instant now = Decoding.NOW;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void moveWithTheClock() {
    Ticking clock = new Ticking();
    DecoderLimits limits = DecoderLimits.forRetention(Duration.ofDays(10), clock, 42);
    assertThat(limits.oldestMillis())
        .isEqualTo(Instant.parse("2026-09-22T00:00:00Z").toEpochMilli());
    clock.now = clock.now.plusSeconds(3);
    assertThat(limits.oldestMillis())
        .isEqualTo(Instant.parse("2026-09-22T00:00:03Z").toEpochMilli());
    assertThat(limits.newestMillis()).isEqualTo(42);
    assertThat(limits.retention()).isEqualTo(Duration.ofDays(10));
  }

  @Test
  void needMoreThanTheMargin() {
    assertThatThrownBy(() -> DecoderLimits.forRetention(Duration.ofDays(1), Clock.systemUTC(), 42))
        .hasMessage("a retention of PT24H leaves nothing after the margin of a day");
  }
}
