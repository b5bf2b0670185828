package io.verity.audit.cli.produce;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import io.verity.audit.trail.OffsetRuns.Run;
import io.verity.audit.trail.OffsetSet;
import io.verity.audit.trail.TrailStore;
import io.verity.audit.trail.TrailStoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Waits until the ledger accounts for every offset of some runs. */
public final class CoverageWait {

  private static final Duration INTERVAL = Duration.ofMillis(300);

  private final TrailStore store;
  private final UUID topicId;
  private final List<Run> runs;

  public CoverageWait(TrailStore store, UUID topicId, List<Run> runs) {
    this.store = store;
    this.topicId = topicId;
    this.runs = runs;
  }

  /** Says whether waiting goes on; throws where it has become pointless. */
  @FunctionalInterface
  public interface Patience {
    void check(long covered, long total);
  }

  /** Returns when all is covered; otherwise it is up to {@code patience} to end the waiting. */
  public void await(Progress progress, Patience patience) {
    long total = runs.stream().mapToLong(Run::length).sum();
    long covered = 0;
    boolean told = false;
    try (Progress.Counter counter = progress.count("covered by the ledger", total)) {
      while (covered < total) {
        try {
          covered = total - missing();
          told = false;
        } catch (TrailStoreException e) {
          if (!e.isRetryable()) {
            throw e;
          }
          if (!told) {
            progress.line(e.getMessage() + "; trying again");
            told = true;
          }
        }
        counter.at(covered);
        if (covered < total) {
          patience.check(covered, total);
          pause();
        }
      }
    }
  }

  private long missing() {
    Map<Integer, OffsetSet> coverage = store.coverage(topicId);
    return runs.stream()
        .flatMap(
            run -> coverage.getOrDefault(run.partition(), new OffsetSet()).missing(run).stream())
        .mapToLong(Run::length)
        .sum();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted while waiting for the ledger", e);
    }
  }
}
