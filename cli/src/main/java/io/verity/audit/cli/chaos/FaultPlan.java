package io.verity.audit.cli.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Draws the rounds of a campaign: the same seed, the same rounds. Faults are dealt from a shuffled
 * pack that holds each as often as it weighs, so that even a short campaign sees many kinds.
 */
final class FaultPlan {

  private static final double PAIRS = 0.25;
  private static final double HASTY = 0.2;
  private static final long LONGEST_CALM_MILLIS = 1_500;
  private static final long LONGEST_OUTAGE_MILLIS = 5_000;
  private static final long SHORTEST_STALL_MILLIS = 2_000;
  private static final long LONGEST_STALL_MILLIS = 9_000;
  private static final int[] PARALLELISMS = {1, 2, 4};
  private static final int[] BATCH_SIZES = {50, 200, 500};
  private static final int[] SPILL_THRESHOLDS = {0, 1024, 16384};

  private final Random random;
  private final List<Fault> pack = new ArrayList<>();
  private int drawn;

  FaultPlan(long seed) {
    this.random = new Random(seed);
  }

  JobShape shape() {
    return new JobShape(oneOf(PARALLELISMS), oneOf(BATCH_SIZES), oneOf(SPILL_THRESHOLDS));
  }

  Round next() {
    List<Fault> faults = new ArrayList<>();
    faults.add(deal());
    if (random.nextDouble() < PAIRS) {
      faults.add(companion(faults.get(0).target()));
    }
    faults.sort(Comparator.naturalOrder());
    boolean stall = faults.stream().anyMatch(Fault::isStall);
    return new Round(
        ++drawn,
        List.copyOf(faults),
        random.nextDouble() < HASTY,
        Duration.ofMillis(random.nextLong(LONGEST_CALM_MILLIS)),
        stall ? stallLength() : outageLength(),
        shape());
  }

  private Fault deal() {
    if (pack.isEmpty()) {
      for (Fault fault : Fault.values()) {
        pack.addAll(Collections.nCopies(fault.weight(), fault));
      }
      Collections.shuffle(pack, random);
    }
    return pack.remove(pack.size() - 1);
  }

  private Fault companion(Fault.Target other) {
    List<Fault> candidates = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      if (fault.target() != other) {
        candidates.addAll(Collections.nCopies(fault.weight(), fault));
      }
    }
    return candidates.get(random.nextInt(candidates.size()));
  }

  private Duration stallLength() {
    return Duration.ofMillis(random.nextLong(SHORTEST_STALL_MILLIS, LONGEST_STALL_MILLIS));
  }

  /** Mostly short: a server that is back at once meets more that is still under way. */
  private Duration outageLength() {
    double share = random.nextDouble();
    return Duration.ofMillis((long) (share * share * LONGEST_OUTAGE_MILLIS));
  }

  private int oneOf(int[] values) {
    return values[random.nextInt(values.length)];
  }
}
