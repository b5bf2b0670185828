package io.verity.audit.control.launch.worker;

import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.LaunchState;
import io.verity.audit.control.launch.ReportLauncher;
import io.verity.audit.control.launch.worker.WorkerLine.Answer;
import io.verity.audit.control.launch.worker.WorkerLine.Attempt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes reports in one child process with a warm cluster in it. A child that dies takes its
 * attempts with it: nobody knows of them any more, and the queue tries them again in the next
 * child.
 */
public final class WorkerLauncher implements ReportLauncher {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerLauncher.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LAST_PAUSE = Duration.ofMinutes(1);

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private final Map<Attempt, Known> attempts = new HashMap<>();
  private final ScheduledExecutorService restarts =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "report-worker-restart");
            thread.setDaemon(true);
            return thread;
          });

  private WorkerProcess worker;
  private Duration pause = FIRST_PAUSE;
  private boolean closed;

  private record Known(WorkerProcess by, LaunchState state) {}

  /**
   * Starts nothing yet.
   *
   * @param command of the child, and its arguments
   * @param environment of which the child gets its {@code REPORTER_} variables and the machine's
   * @param log for what the child prints as errors
   */
  public WorkerLauncher(List<String> command, Map<String, String> environment, Path log) {
    this.command = List.copyOf(command);
    this.environment = WorkerEnvironment.of(environment);
    this.log = log;
  }

  /** Starts the child, so that the first report does not wait for it. */
  public synchronized void warmUp() throws LaunchException {
    alive();
  }

  @Override
  public synchronized void launch(LaunchRequest request) throws LaunchException {
    Attempt attempt = Attempt.of(request);
    Known known = attempts.get(attempt);
    if (known != null && known.state().kind() != LaunchState.Kind.UNKNOWN) {
      return;
    }
    WorkerProcess child = alive();
    attempts.put(attempt, new Known(child, LaunchState.RUNNING));
    tell(child, WorkerLine.launch(attempt), attempt);
  }

  @Override
  public synchronized LaunchState state(LaunchRequest request) {
    Known known = attempts.get(Attempt.of(request));
    return known == null ? LaunchState.UNKNOWN : known.state();
  }

  @Override
  public synchronized void cancel(LaunchRequest request) throws LaunchException {
    Attempt attempt = Attempt.of(request);
    Known known = attempts.get(attempt);
    if (known != null && known.state().kind() == LaunchState.Kind.RUNNING) {
      tell(known.by(), WorkerLine.cancel(attempt), attempt);
    }
  }

  @Override
  public synchronized void cleanUp(LaunchRequest request) {
    attempts.remove(Attempt.of(request));
  }

  @Override
  public boolean endsWithReplica() {
    return true;
  }

  @Override
  public void close() {
    WorkerProcess last;
    synchronized (this) {
      closed = true;
      last = worker;
    }
    restarts.shutdownNow();
    if (last != null) {
      last.close();
    }
  }

  /** The child's process id; 0 where there is none. */
  synchronized long pid() {
    return worker == null || !worker.isAlive() ? 0 : worker.pid();
  }

  private WorkerProcess alive() throws LaunchException {
    if (closed) {
      throw LaunchException.passing("the control plane is about to end", null);
    }
    if (worker == null || !worker.isAlive()) {
      WorkerProcess child;
      try {
        child = WorkerProcess.start(command, environment, log);
      } catch (IOException e) {
        throw LaunchException.lasting(
            "the report worker can't be started; look at CONTROL_WORKER_COMMAND: " + e.getMessage(),
            e);
      }
      worker = child;
      LOG.info("The report worker is process {}", child.pid());
      child.listen(answer -> answered(child, answer), how -> died(child, how));
    }
    return worker;
  }

  private void tell(WorkerProcess child, String line, Attempt attempt) throws LaunchException {
    try {
      child.tell(line);
    } catch (IOException e) {
      attempts.remove(attempt);
      throw LaunchException.passing("the report worker died just now; it is started again", e);
    }
  }

  /** One that was cleaned up is not taken in again. */
  private synchronized void answered(WorkerProcess child, Answer answer) {
    Known known = attempts.get(answer.of());
    if (known != null && known.by() == child) {
      attempts.put(answer.of(), new Known(child, answer.launchState()));
    }
  }

  private synchronized void died(WorkerProcess child, String how) {
    LaunchState lost = new LaunchState(LaunchState.Kind.UNKNOWN, how);
    attempts.replaceAll(
        (attempt, known) ->
            known.by() == child && known.state().kind() == LaunchState.Kind.RUNNING
                ? new Known(child, lost)
                : known);
    if (closed) {
      return;
    }
    if (child.age().compareTo(LAST_PAUSE) > 0) {
      pause = FIRST_PAUSE;
    }
    LOG.warn("{}. It is started again in {} s", how, pause.toSeconds());
    restarts.schedule(this::restart, pause.toMillis(), TimeUnit.MILLISECONDS);
    pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : LAST_PAUSE;
  }

  private void restart() {
    try {
      warmUp();
    } catch (LaunchException e) {
      LOG.warn("{}", e.getMessage(), e);
    }
  }
}
