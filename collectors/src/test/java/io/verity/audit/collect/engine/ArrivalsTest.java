package io.verity.audit.collect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Arrivals arrivals = new Arrivals();

  @Test
  void seesABurstWhereverItLies() {
    for (long millis : new long[] {0, 900, 950, 1_000, 1_050, 1_100, 3_000}) {
      arrivals.begin(Duration.ofMillis(millis).toNanos());
      arrivals.end();
    }

    assertThat(arrivals.mostWithin(SECOND)).isEqualTo(5);
    assertThat(arrivals.mostAtATime()).isEqualTo(1);
  }

  @Test
  void countsWhoeverIsThereTogether() {
    arrivals.begin(0);
    arrivals.begin(1);
    arrivals.end();
    arrivals.begin(2);

    assertThat(arrivals.mostAtATime()).isEqualTo(2);
  }
}
