package io.verity.audit.collect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {

  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

  private final AtomicReference<Instant> database = new AtomicReference<>(NOON);
  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
  private final DatabaseClock clock = new DatabaseClock(database::get, nanos::get);

  @Test
  void goesOnFromTheDatabasesTimeByWhatHasGoneBy() {
    assertThat(clock.now()).isEqualTo(NOON);

    nanos.addAndGet(Duration.ofSeconds(90).toNanos());

    assertThat(clock.now()).isEqualTo(NOON.plusSeconds(90));
  }

  @Test
  void followsTheDatabase() {
    clock.now();
    database.set(NOON.plusSeconds(7));

    assertThat(clock.now()).isEqualTo(NOON);
    assertThat(clock.sync()).isEqualTo(NOON.plusSeconds(7));
    assertThat(clock.now()).isEqualTo(NOON.plusSeconds(7));
  }

  @Test
  void takesTheMiddleBetweenQuestionAndAnswer() {
    DatabaseClock slow =
        new DatabaseClock(
            () -> {
              nanos.addAndGet(Duration.ofSeconds(2).toNanos());
              return NOON;
            },
            nanos::get);

    slow.sync();

    assertThat(slow.now()).isEqualTo(NOON.plusSeconds(1));
  }
}
