package io.verity.audit.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

  @Test
  void theSameSeedDrawsTheSameRounds() {
    assertThat(rounds(7, 100)).isEqualTo(rounds(7, 100)).isNotEqualTo(rounds(8, 100));
  }

  @Test
  void aPackHoldsEveryFault() {
    Set<Fault> drawn =
        rounds(1, 20).stream()
            .flatMap(round -> round.faults().stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
    assertThat(drawn).containsExactlyInAnyOrder(Fault.values());
  }

  @Test
  void twoFaultsNeverStrikeTheSameProcess() {
    for (Round round : rounds(1, 500)) {
      assertThat(round.faults()).hasSizeBetween(1, 2);
      assertThat(round.faults().stream().map(Fault::target)).doesNotHaveDuplicates();
    }
  }

  @Test
  void roundsAreShort() {
    for (Round round : rounds(1, 500)) {
      assertThat(round.calm().plus(round.outage())).isLessThan(java.time.Duration.ofSeconds(11));
    }
  }

  private static List<Round> rounds(long seed, int count) {
    FaultPlan plan = new FaultPlan(seed);
    return Stream.generate(plan::next).limit(count).toList();
  }
}
