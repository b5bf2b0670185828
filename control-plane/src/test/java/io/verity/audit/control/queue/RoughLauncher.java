package io.verity.audit.control.queue;

import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.LaunchState;
import io.verity.audit.control.launch.ReportLauncher;
import io.verity.audit.store.Artifact;
import io.verity.audit.store.Database;
import io.verity.audit.store.PinnedSnapshot;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.ReportRuns;
import io.verity.audit.store.RunStatus;
import io.verity.audit.store.StoreException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs jobs in threads, which do to PostgreSQL what the report job does. What goes wrong follows
 * from run and attempt. Dies with its process, as the worker of the local stack does.
 */
final class RoughLauncher implements ReportLauncher {

  private static final String FRAGMENT = "a".repeat(64);

  static final String GIVEN_UP = "the cluster lost sight of the job";

  private final Database database;
  private final ReportRuns runs;
  private final Map<String, LaunchState> states = new ConcurrentHashMap<>();
  private final ExecutorService jobs = Executors.newCachedThreadPool();

  /**
   * @param database as the report job's account
   */
  RoughLauncher(Database database) {
    this.database = database;
    this.runs = new ReportRuns(database);
  }

  /** 0 to 99. */
  static int luck(LaunchRequest request) {
    return Math.floorMod(request.jobId().hashCode(), 100);
  }

  /** Whatever is tried, such a run fails. */
  static boolean isHopeless(LaunchRequest request) {
    return Math.floorMod(request.runId().hashCode(), 50) == 0;
  }

  @Override
  public void launch(LaunchRequest request) throws LaunchException {
    switch (luck(request)) {
      case 0 -> throw LaunchException.passing("no cluster", null);
      case 1 -> throw new IllegalStateException("a mistake of the launcher");
      case 2 -> {
        begin(request);
        throw LaunchException.passing("the answer was lost", null);
      }
      default -> begin(request);
    }
  }

  private void begin(LaunchRequest request) {
    if (states.putIfAbsent(request.jobId(), LaunchState.RUNNING) == null) {
      jobs.execute(
          () -> {
            LaunchState end = LaunchState.failed("it broke");
            try {
              end = work(request);
            } catch (StoreException e) {
              end = LaunchState.failed(e.getMessage());
            } finally {
              states.put(request.jobId(), end);
            }
          });
    }
  }

  private LaunchState work(LaunchRequest request) {
    int attempt = request.attempt();
    runs.progress(request.runId(), attempt, "{\"section\": 1}");
    runs.pinSnapshot(
        request.runId(), attempt, new PinnedSnapshot("{}", FRAGMENT, FRAGMENT, null, 0));
    takeTime();
    int luck = luck(request);
    if (isHopeless(request)) {
      runs.fail(request.runId(), attempt, "there is no such thing", false);
      return LaunchState.ENDED;
    }
    if (luck < 10) {
      runs.fail(request.runId(), attempt, "ClickHouse is away", true);
      return LaunchState.ENDED;
    }
    if (luck < 13) {
      return LaunchState.failed("killed for its memory");
    }
    if (luck < 16) {
      return LaunchState.ENDED;
    }
    if (luck < 20) {
      outliveTheAttempt(request);
    }
    Artifact artifact = new Artifact("json", "/reports/" + request.jobId(), FRAGMENT, 1);
    runs.complete(request.runId(), attempt, List.of(artifact), null, this::takeTime);
    return LaunchState.ENDED;
  }

  /** Its cluster lost sight of it; it publishes when the next attempt is at work. */
  private void outliveTheAttempt(LaunchRequest request) {
    states.put(request.jobId(), LaunchState.failed(GIVEN_UP));
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    ReportRun run = runs.find(request.runId()).orElseThrow();
    while ((run.attempt() == request.attempt() || run.status() != RunStatus.PROCESSING)
        && System.nanoTime() < end) {
      run = runs.find(request.runId()).orElseThrow();
    }
  }

  /** In the database, which is where a job's time goes. */
  private void takeTime() {
    database.connection(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("SELECT pg_sleep(0.01)");
          }
        });
  }

  @Override
  public LaunchState state(LaunchRequest request) throws LaunchException {
    if (Math.floorMod(System.nanoTime(), 50) == 0) {
      throw LaunchException.passing("no answer", null);
    }
    return states.getOrDefault(request.jobId(), LaunchState.UNKNOWN);
  }

  @Override
  public void cancel(LaunchRequest request) {
    // works on, as a job may for a while
  }

  @Override
  public void cleanUp(LaunchRequest request) {
    states.remove(request.jobId());
  }

  @Override
  public void close() {
    jobs.shutdownNow();
  }
}
