package io.verity.audit.control.queue;

import io.verity.audit.control.launch.ReportLauncher;
import io.verity.audit.store.Claim;
import io.verity.audit.store.Database;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunQueue;
import io.verity.audit.store.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works the queue off for one replica: claims runs while there is room for one more, and looks
 * after each until it is over.
 *
 * <pre>
 * claim -> launch -> watch: the run's row, the launcher, a wish to cancel -> over
 *    \-> taken over -> watch        every third of a lease: heartbeat
 * </pre>
 *
 * What it relies on:
 *
 * <ul>
 *   <li>The job itself completes or fails its run, fenced by its attempt. The dispatcher only ends
 *       runs whose job can't do so any more.
 *   <li>Whatever it writes is refused once another replica holds the lease. So a replica that was
 *       frozen, or whose clock is wrong, does no harm when it wakes up.
 *   <li>A launch may be repeated: its identity derives from run and attempt.
 * </ul>
 *
 * <p>A database or a cluster that is away is waited for; nothing that a launcher throws ends the
 * dispatcher. When it is closed it gives its runs back, so that nobody waits for a lease to end.
 */
public final class Dispatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int HEARTBEATS_PER_LEASE = 3;
  private static final Duration AWAY = Duration.ofSeconds(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final RunQueue queue;
  private final ReportRuns runs;
  private final ReportLauncher launcher;
  private final DispatcherSettings settings;
  private final Map<UUID, RunWatch> watches = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread claims = new Thread(this::claim, "report-claims");
  private final ExecutorService watchers = Executors.newCachedThreadPool(threads("report-watch-"));
  private final ScheduledExecutorService leases =
      Executors.newSingleThreadScheduledExecutor(threads("report-leases-"));

  private volatile boolean databaseAway;

  /** Does nothing before {@link #start}. */
  public Dispatcher(Database database, ReportLauncher launcher, DispatcherSettings settings) {
    this.queue = new RunQueue(database, settings.queue());
    this.runs = new ReportRuns(database);
    this.launcher = launcher;
    this.settings = settings;
    claims.setDaemon(true);
  }

  public void start() {
    long every = Math.max(1, settings.queue().lease().toMillis() / HEARTBEATS_PER_LEASE);
    leases.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
    claims.start();
  }

  /** Whether it still looks for work. */
  public boolean isAlive() {
    return claims.isAlive();
  }

  private void claim() {
    while (!isClosed(Duration.ZERO)) {
      Duration pause = settings.poll();
      try {
        if (watches.size() < settings.queue().maxConcurrent()) {
          Optional<Claim> claimed = queue.claim(settings.replica());
          claimed.ifPresent(this::lookAfter);
          pause = claimed.isPresent() ? Duration.ZERO : pause;
        }
        databaseIsBack();
      } catch (StoreException e) {
        databaseIsAway(e);
        pause = AWAY;
      } catch (RuntimeException e) {
        LOG.error("The queue can't be worked off; trying again", e);
        pause = AWAY;
      }
      if (isClosed(pause)) {
        return;
      }
    }
  }

  private void lookAfter(Claim claim) {
    UUID id = claim.run().id();
    LOG.info(
        "{} run {} ({}), attempt {}",
        claim.takenOver() ? "Taking over" : "Beginning",
        id,
        claim.run().reportType(),
        claim.run().attempt());
    RunWatch watch = new RunWatch(claim, queue, runs, launcher, settings.replica(), this::isPaused);
    RunWatch before = watches.get(id);
    if (before != null && before.isOf(claim)) {
      // its lease ended while the database was away, and nobody else was quicker
      return;
    }
    watches.put(id, watch);
    watchers.execute(
        () -> {
          try {
            if (watch.run()) {
              watches.remove(id, watch);
            }
          } catch (InterruptedException e) {
            LOG.debug("Run {} is not looked after any more: this replica stops", id);
          } catch (RuntimeException e) {
            LOG.error("Run {} is not looked after any more; its lease will end", id, e);
            watches.remove(id, watch);
          }
        });
  }

  /** Between two looks at a run; true where there is to be no further one. */
  private boolean isPaused() {
    return isClosed(settings.poll());
  }

  private void renew() {
    for (RunWatch watch : watches.values()) {
      try {
        watch.renew();
      } catch (StoreException e) {
        databaseIsAway(e);
      } catch (RuntimeException e) {
        LOG.error("A lease can't be renewed", e);
      }
    }
  }

  private void databaseIsAway(StoreException e) {
    if (!databaseAway) {
      databaseAway = true;
      LOG.warn("The queue waits: {}", e.getMessage());
    }
  }

  private void databaseIsBack() {
    if (databaseAway) {
      databaseAway = false;
      LOG.info("The queue goes on");
    }
  }

  private boolean isClosed(Duration wait) {
    try {
      return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    leases.shutdownNow();
    try {
      // first: what it claims at the last moment still has to find somebody who looks after it
      claims.join(STOP_LIMIT.toMillis());
      watchers.shutdownNow();
      if (!watchers.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A launcher does not come to an end; its run will be taken over");
        return;
      }
      watches.values().forEach(this::giveBack);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveBack(RunWatch watch) {
    try {
      watch.leave(launcher.endsWithReplica());
    } catch (StoreException e) {
      LOG.warn("A run could not be given back, its lease will end: {}", e.getMessage());
    }
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
