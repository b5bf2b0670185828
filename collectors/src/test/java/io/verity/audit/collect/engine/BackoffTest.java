package io.verity.audit.collect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10));

  @RepeatedTest(20)
  void doublesUpToItsLimit() {
    assertThat(backoff.after(1, null)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    assertThat(backoff.after(3, null)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
    assertThat(backoff.after(500, null)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));
  }

  @Test
  void isNeverTheSameForAll() {
    Set<Duration> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      seen.add(backoff.after(4, null));
    }
    assertThat(seen).hasSizeGreaterThan(10);
  }

  @Test
  void waitsAsLongAsASourceWishesButNotForEver() {
    assertThat(backoff.after(1, Duration.ofHours(1)))
        .isBetween(Duration.ofHours(1), Duration.ofHours(1).plusSeconds(10));
    assertThat(backoff.after(1, Duration.ofSeconds(1))).isLessThan(Duration.ofSeconds(11));
    assertThat(backoff.after(1, Duration.ofDays(365))).isLessThan(Duration.ofHours(25));
  }
}
