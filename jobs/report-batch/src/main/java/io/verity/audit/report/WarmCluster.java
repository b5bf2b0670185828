package io.verity.audit.report;

import java.net.URI;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink cluster in this JVM that outlives its jobs: starting one costs more than a small job. */
public final class WarmCluster implements AutoCloseable {

  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(128);
  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);

  private final MiniCluster cluster;
  private final Configuration configuration;

  private WarmCluster(MiniCluster cluster, Configuration configuration) {
    this.cluster = cluster;
    this.configuration = configuration;
  }

  /**
   * @param slots how many parallel instances of a task it can run
   */
  public static WarmCluster start(int slots) throws Exception {
    Configuration own = new Configuration();
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
    URI rest = cluster.getRestAddress().get();
    Configuration client = new Configuration();
    client.set(DeploymentOptions.TARGET, "remote");
    client.set(DeploymentOptions.ATTACHED, true);
    client.set(RestOptions.ADDRESS, rest.getHost());
    client.set(RestOptions.PORT, rest.getPort());
    return new WarmCluster(cluster, client);
  }

  /** How a job is sent to it. */
  public Configuration configuration() {
    return new Configuration(configuration);
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
