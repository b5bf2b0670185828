package io.verity.audit.cli.chaos;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One round of a campaign, as drawn.
 *
 * @param faults one, or two that strike different processes at once
 * @param hasty whether the strike may come before the job has committed anything new
 * @param calm before the strike
 * @param outage between the strike and the repair
 * @param shape of the job, where this round starts it anew
 */
record Round(
    int number, List<Fault> faults, boolean hasty, Duration calm, Duration outage, JobShape shape) {

  /**
   * The name in the summary; a pair has one of its own, so that the counts add up to the rounds.
   */
  String key() {
    return faults.stream().map(Fault::key).collect(Collectors.joining("+"));
  }

  boolean killsJob() {
    return faults.stream().anyMatch(Fault::killsJob);
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }
}
