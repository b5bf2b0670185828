package io.verity.audit.control.queue;

import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.LaunchState;
import io.verity.audit.control.launch.ReportLauncher;
import io.verity.audit.store.Claim;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunQueue;
import io.verity.audit.store.RunStatus;
import io.verity.audit.store.StoreException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after one attempt at one run, from its claim until it is over or another replica has it.
 */
final class RunWatch {

  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

  /** How long a cluster may not answer before the attempt is given up. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  /** How long a cancelled job may take to stop before its run is ended without it. */
  private static final Duration CANCELLING = Duration.ofSeconds(20);

  private static final Duration NOW = Duration.ZERO;

  private final UUID id;
  private final int attempt;
  private final boolean takenOver;
  private final LaunchRequest request;
  private final RunQueue queue;
  private final ReportRuns runs;
  private final CheckedLauncher launcher;
  private final String replica;
  private final BooleanSupplier pause;

  private volatile boolean lost;
  private long heardAt = System.nanoTime();

  /**
   * @param pause waits between two looks; true where there is to be no further one
   */
  RunWatch(
      Claim claim,
      RunQueue queue,
      ReportRuns runs,
      ReportLauncher launcher,
      String replica,
      BooleanSupplier pause) {
    ReportRun run = claim.run();
    this.id = run.id();
    this.attempt = run.attempt();
    this.takenOver = claim.takenOver();
    this.request =
        new LaunchRequest(
            id, attempt, run.reportType(), Duration.between(run.periodStart(), run.periodEnd()));
    this.queue = queue;
    this.runs = runs;
    this.launcher = new CheckedLauncher(launcher);
    this.replica = replica;
    this.pause = pause;
  }

  /** Keeps the lease; called by another thread than {@link #run}, which a launcher may hold up. */
  void renew() {
    if (!lost && !queue.heartbeat(id, attempt, replica)) {
      lost = true;
    }
  }

  boolean isOf(Claim claim) {
    return claim.run().id().equals(id) && claim.run().attempt() == attempt && !lost;
  }

  /**
   * @return whether there is nothing more to be done; false where this replica stops before
   */
  boolean run() throws InterruptedException {
    LaunchException failure = takenOver ? null : launched();
    boolean over = false;
    while (!over && !lost && !pause.getAsBoolean()) {
      try {
        over = failure == null ? look() : end(failure.getMessage(), failure.isTransient());
      } catch (StoreException e) {
        LOG.debug("Run {} is looked at again later: {}", id, e.getMessage());
      }
    }
    if (over) {
      cleanUp();
    }
    return over || lost;
  }

  /**
   * The replica stops, which is nobody's failure: whoever comes next begins the run again at once,
   * or goes on watching its job.
   */
  void leave(boolean jobEnds) {
    if (lost) {
      return;
    }
    if (jobEnds) {
      queue.postpone(id, attempt, replica, "the replica that made the report was stopped", NOW);
    } else {
      queue.release(id, attempt, replica);
    }
    LOG.info("Run {} is left to whoever takes it over", id);
  }

  /** Why it was not launched; null where it was. */
  private LaunchException launched() throws InterruptedException {
    try {
      launcher.launch(request);
      return null;
    } catch (LaunchException e) {
      LOG.warn("Run {} was not launched: {}", id, e.getMessage());
      stop();
      return e;
    }
  }

  /** It may have been launched all the same, with only the answer lost. */
  private void stop() throws InterruptedException {
    try {
      launcher.cancel(request);
    } catch (LaunchException e) {
      LOG.debug("Run {} may be at work, but is fenced: {}", id, e.getMessage());
    }
  }

  /** Whether it is over. */
  private boolean look() throws InterruptedException {
    ReportRun run = runs.find(id).orElseThrow();
    if (isOver(run)) {
      LOG.info("Run {} is {} in attempt {}", id, run.status(), run.attempt());
      return true;
    }
    if (run.cancelRequestedBy() != null) {
      return cancelled();
    }
    try {
      LaunchState state = launcher.state(request);
      heardAt = System.nanoTime();
      return act(state);
    } catch (LaunchException e) {
      if (System.nanoTime() - heardAt < SILENCE.toNanos()) {
        LOG.debug("Run {} is at work, as far as is known: {}", id, e.getMessage());
        return false;
      }
      return end(e.getMessage(), true);
    }
  }

  private boolean isOver(ReportRun run) {
    return run.attempt() != attempt || run.status() != RunStatus.PROCESSING;
  }

  private boolean act(LaunchState state) {
    return switch (state.kind()) {
      case RUNNING -> false;
      // the row is the truth: a job that published says so there before it ends
      case ENDED -> end("the job ended and left no report", true);
      case FAILED -> end(state.reason(), true);
      case UNKNOWN -> end(unknown(), true);
    };
  }

  /** A failure like any other: a report that takes its replica down must not do so for ever. */
  private String unknown() {
    return takenOver
        ? "the replica that made the report is gone, and the job with it"
        : "nobody knows of the job any more";
  }

  /** A job that is stopped first can't publish behind the back of who called it off. */
  private boolean cancelled() throws InterruptedException {
    LOG.info("Run {} is called off", id);
    long began = System.nanoTime();
    try {
      launcher.cancel(request);
      while (launcher.state(request).kind() == LaunchState.Kind.RUNNING
          && System.nanoTime() - began < CANCELLING.toNanos()) {
        if (pause.getAsBoolean()) {
          return false;
        }
      }
    } catch (LaunchException e) {
      LOG.warn("The job of run {} was not stopped; it is fenced: {}", id, e.getMessage());
    }
    return end("cancelled", false);
  }

  /** Of a run that the job ended meanwhile, or that another replica has, nothing is changed. */
  private boolean end(String reason, boolean mayPass) {
    queue
        .fail(id, attempt, replica, reason, mayPass)
        .ifPresent(now -> LOG.info("Run {} is {}: {}", id, now, reason));
    return true;
  }

  private void cleanUp() throws InterruptedException {
    try {
      launcher.cleanUp(request);
    } catch (LaunchException e) {
      LOG.warn("What is left of run {} is not removed yet: {}", id, e.getMessage());
    }
  }
}
