package io.verity.audit.stack.flink;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether the JVMs of a session cluster stay as they are, however many jobs they have run. A leak
 * is one class loader a job, with ten megabytes of metaspace and more.
 */
public final class SteadyFigures {

  /**
   * Loaders that may stay: what is made once in a JVM, such as Flink's planner, remembers the job
   * that happened to be the first, and a method handle the record that it compared last.
   */
  private static final int LOADERS = 4;

  private static final long METASPACE_KILOBYTES = 10 * 1024;

  /** What one of those that may stay brings with it, if it came after the warm-up. */
  private static final long LOADER_KILOBYTES = 30 * 1024;

  private static final long THREADS = 12;

  /** A job's last threads end after it does, and what they held is let go of after that. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final SessionCluster cluster;
  private final String what;
  private Map<String, JvmFigures> warm = Map.of();

  /**
   * @param what runs on it, for the figures that are printed
   */
  public SteadyFigures(SessionCluster cluster, String what) {
    this.cluster = cluster;
    this.what = what;
  }

  /** What later figures are compared with. */
  public void warm(int jobs) throws IOException {
    warm = read();
    Map<String, JvmFigures> next = again();
    while (metaspace(next) < metaspace(warm)) {
      warm = next;
      next = again();
    }
    print(jobs, warm);
  }

  /** Waits until they are as when warm, and says what grew where they are not. */
  public void requireSteady(int jobs) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Map<String, JvmFigures> now = read();
    while (!isSteady(now) && System.nanoTime() < end) {
      now = again();
    }
    print(jobs, now);
    if (!isSteady(now)) {
      throw new AssertionError(
          "after " + jobs + " " + what + " there is " + now + "; when warm there was " + warm);
    }
  }

  private boolean isSteady(Map<String, JvmFigures> now) {
    return now.entrySet().stream().allMatch(e -> isSteady(warm.get(e.getKey()), e.getValue()));
  }

  private static boolean isSteady(JvmFigures before, JvmFigures now) {
    long more = Math.max(0, now.jobLoaders() - before.jobLoaders()) * LOADER_KILOBYTES;
    return now.jobLoaders() <= LOADERS
        && now.metaspaceKilobytes() - before.metaspaceKilobytes() <= METASPACE_KILOBYTES + more
        && now.threads() - before.threads() <= THREADS;
  }

  private static long metaspace(Map<String, JvmFigures> figures) {
    return figures.values().stream().mapToLong(JvmFigures::metaspaceKilobytes).sum();
  }

  private Map<String, JvmFigures> again() throws IOException {
    LockSupport.parkNanos(PAUSE.toNanos());
    return read();
  }

  private Map<String, JvmFigures> read() throws IOException {
    Map<String, JvmFigures> figures = new LinkedHashMap<>();
    figures.put("JobManager", JvmFigures.of(cluster.jobManager()));
    figures.put("TaskManager", JvmFigures.of(cluster.taskManagers().get(0)));
    return figures;
  }

  private void print(int jobs, Map<String, JvmFigures> figures) {
    figures.forEach(
        (process, its) -> System.out.printf("after %d %s, %s: %s%n", jobs, what, process, its));
  }
}
