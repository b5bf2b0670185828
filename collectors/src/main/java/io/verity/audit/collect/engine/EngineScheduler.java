package io.verity.audit.collect.engine;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import io.verity.audit.store.StoreException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * db-scheduler on the database's clock: due tasks are locked as they are fetched, no more than
 * there are workers for, so that a replica that dies leaves little behind.
 */
final class EngineScheduler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EngineScheduler.class);

  /** The least that db-scheduler takes. */
  private static final int MISSED_HEARTBEATS = 4;

  private static final Duration CLOCK_EVERY = Duration.ofSeconds(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final DatabaseClock clock;
  private final Scheduler scheduler;
  private final PlanTask plan;
  private final boolean works;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread clockThread = new Thread(this::keepTime, "collect-clock");

  EngineScheduler(
      DataSource source,
      DatabaseClock clock,
      EngineSettings settings,
      CollectTask collect,
      ScheduleTask schedule,
      PlanTask plan) {
    this.clock = clock;
    this.plan = plan;
    this.works = settings.workers() > 0;
    List<Task<?>> tasks = List.of(collect.task(), schedule.task());
    scheduler =
        new SteadyBuilder(source, tasks)
            .startTasks(plan.task())
            .clock(clock)
            .schedulerName(new SchedulerName.Fixed(name()))
            .threads(Math.max(1, settings.workers()))
            .pollingInterval(settings.poll())
            .pollUsingLockAndFetch(0.5, 1.0)
            .heartbeatInterval(settings.heartbeat())
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .enablePriority()
            .enableImmediateExecution()
            .shutdownMaxWait(STOP_LIMIT)
            .failureLogging(LogLevel.WARN, false)
            // said, not found out: the database may be away now
            .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
            .build();
    clockThread.setDaemon(true);
  }

  /**
   * db-scheduler waits by its clock: where that is set back by an hour, it would look for nothing
   * for as long.
   */
  private static final class SteadyBuilder extends SchedulerBuilder {

    private SteadyBuilder(DataSource source, List<Task<?>> tasks) {
      super(source, tasks);
    }

    @Override
    protected Waiter buildWaiter() {
      return new Waiter(poolingInterval, () -> Instant.EPOCH.plusNanos(System.nanoTime()));
    }
  }

  /** At most 50 characters, which is what db-scheduler keeps. */
  private static String name() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "unknown-host";
    }
    String unique = UUID.randomUUID().toString().substring(0, 8);
    String pid = String.valueOf(ProcessHandle.current().pid());
    int room = 50 - pid.length() - unique.length() - 2;
    return host.substring(0, Math.min(host.length(), room)) + "-" + pid + "-" + unique;
  }

  void start() {
    clockThread.start();
  }

  SchedulerClient client() {
    return scheduler;
  }

  boolean isAlive() {
    return clockThread.isAlive() && !scheduler.getSchedulerState().isShuttingDown();
  }

  private void keepTime() {
    boolean started = !works;
    boolean away = false;
    do {
      try {
        clock.sync();
        if (!started) {
          plan.plan(scheduler);
          scheduler.start();
          started = true;
        }
        away = false;
      } catch (StoreException e) {
        if (!away) {
          LOG.warn("Collecting waits: {}", e.getMessage());
        }
        away = true;
      } catch (RuntimeException e) {
        LOG.error("Collecting can't go on; trying again", e);
      }
    } while (!isClosed(started ? CLOCK_EVERY : Duration.ofSeconds(1)));
  }

  private boolean isClosed(Duration wait) {
    try {
      return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      clockThread.join(STOP_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    scheduler.stop();
  }
}
