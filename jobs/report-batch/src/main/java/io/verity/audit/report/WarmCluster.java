package io.verity.audit.report;

import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.messages.FlinkJobNotFoundException;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.util.ExceptionUtils;

/** A Flink cluster in this JVM that outlives its jobs: starting one costs more than a small job. */
public final class WarmCluster implements AutoCloseable {

  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(128);
  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);

  private static final int CANCEL_TRIALS = 10;
  private static final long CANCEL_PAUSE_NANOS = 100_000_000;

  private final MiniCluster cluster;
  private final String id;
  private final Configuration configuration;

  private WarmCluster(MiniCluster cluster, String id, Configuration configuration) {
    this.cluster = cluster;
    this.id = id;
    this.configuration = configuration;
  }

  /**
   * @param slots how many parallel instances of a task it can run
   */
  public static WarmCluster start(int slots) throws Exception {
    Configuration own = GlobalConfiguration.loadConfiguration();
    own.set(RestOptions.BIND_PORT, "0");
    own.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
    own.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
    own.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(own)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    cluster.start();
    String id = UUID.randomUUID().toString();
    return new WarmCluster(cluster, id, WarmExecutor.register(id, cluster));
  }

  /** How a job is sent to it. */
  public Configuration configuration() {
    return new Configuration(configuration);
  }

  /** Stops a job that runs, or that may arrive at any moment. */
  void cancel(JobID job) {
    for (int i = 0; i < CANCEL_TRIALS; i++) {
      try {
        cluster.cancelJob(job).get(1, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException | TimeoutException e) {
        if (!ExceptionUtils.findThrowable(e, FlinkJobNotFoundException.class).isPresent()) {
          return;
        }
        LockSupport.parkNanos(CANCEL_PAUSE_NANOS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() throws Exception {
    WarmExecutor.unregister(id);
    cluster.close();
  }
}
