package io.verity.audit.cli.chaos;

import io.verity.audit.cli.Progress;
import io.verity.audit.stack.LocalStack;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The rounds of a campaign, one after the other, on a stack and a job that run. */
final class Campaign {

  private static final Duration PROGRESS_LIMIT = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration COMMIT_LIMIT = JobUnderTest.FLUSH_INTERVAL.multipliedBy(3);
  private static final Duration CLOSE_LOOK = Duration.ofMillis(2);

  private final LocalStack stack;
  private final JobUnderTest job;
  private final LedgerWatch ledger;
  private final SteadyProducer producer;
  private final Progress progress;
  private final Map<String, Integer> faults = new TreeMap<>();
  private long committedBefore;

  Campaign(
      LocalStack stack,
      JobUnderTest job,
      LedgerWatch ledger,
      SteadyProducer producer,
      Progress progress) {
    this.stack = stack;
    this.job = job;
    this.ledger = ledger;
    this.producer = producer;
    this.progress = progress;
  }

  /** Plays one round. Fails where something dies that nobody killed, or stands still for long. */
  void play(Round round, int rounds) throws InterruptedException {
    long began = System.nanoTime();
    LedgerWatch.State state = round.hasty() ? ledger.state() : awaitBatch();
    if (round.has(Fault.FLINK_KILL_OLD_CHECKPOINT) && !job.checkpoints().hasCopy()) {
      copyCheckpoint();
      state = awaitBatch();
    }
    job.letRun(round.calm());
    String hit = "";
    if (round.has(Fault.CLICKHOUSE_KILL_IN_COMMIT)) {
      hit = awaitOpenCommit() ? ", in a commit" : ", between commits";
    }
    try (Strike strike = new Strike(stack, job, round)) {
      strike.land();
      letPass(round);
      strike.repair();
    }
    producer.requireRunning();
    committedBefore = ledger.state().committed();
    faults.merge(round.key(), 1, Integer::sum);
    progress.line(
        "round %d/%d  %s%s%s, %.1f s away%s; %d rows before, took %.1f s"
            .formatted(
                round.number(),
                rounds,
                round.key(),
                hit,
                round.hasty() ? ", in haste" : "",
                seconds(round.outage()),
                round.killsJob() ? ", " + round.shape() : "",
                state.rows(),
                seconds(Duration.ofNanos(System.nanoTime() - began))));
  }

  /** The faults played, and how often each. */
  Map<String, Integer> faults() {
    return faults;
  }

  /** Until the job has committed something since the last repair. */
  LedgerWatch.State awaitBatch() throws InterruptedException {
    Waiting.require(
        "another commit",
        () -> job.requireAlive() && ledger.stateIfAnswered().map(this::hasAdvanced).orElse(false),
        PROGRESS_LIMIT,
        LOOK);
    LedgerWatch.State state = ledger.state();
    committedBefore = state.committed();
    return state;
  }

  private boolean hasAdvanced(LedgerWatch.State state) {
    return state.committed() > committedBefore;
  }

  private boolean awaitOpenCommit() throws InterruptedException {
    long open = ledger.state().open();
    return Waiting.until(
        () -> ledger.stateIfAnswered().map(state -> state.open() > open).orElse(false),
        COMMIT_LIMIT,
        CLOSE_LOOK);
  }

  private void copyCheckpoint() throws InterruptedException {
    Waiting.require(
        "a checkpoint",
        () -> {
          try (Freeze freeze = job.freeze()) {
            return job.checkpoints().copy();
          }
        },
        PROGRESS_LIMIT,
        JobUnderTest.FLUSH_INTERVAL);
  }

  private void letPass(Round round) throws InterruptedException {
    if (round.killsJob()) {
      Waiting.until(() -> false, round.outage(), LOOK);
    } else {
      job.letRun(round.outage());
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
