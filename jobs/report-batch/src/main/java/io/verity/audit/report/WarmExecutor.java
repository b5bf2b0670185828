package io.verity.audit.report;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient.JobFinalizationBehavior;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Sends jobs to a cluster of this JVM by a call, not over REST: whose client asks ever more seldom
 * whether a job has ended, every two seconds in the end.
 */
public final class WarmExecutor implements PipelineExecutorFactory {

  private static final String NAME = "warm-cluster";

  private static final ConfigOption<String> CLUSTER =
      ConfigOptions.key("verity.warm-cluster").stringType().noDefaultValue();

  private static final Map<String, MiniCluster> RUNNING = new ConcurrentHashMap<>();

  /** What a job's configuration needs in order to be sent to this cluster. */
  static Configuration register(String id, MiniCluster cluster) {
    RUNNING.put(id, cluster);
    Configuration job = new Configuration();
    job.set(DeploymentOptions.TARGET, NAME);
    job.set(DeploymentOptions.ATTACHED, true);
    job.set(CLUSTER, id);
    return job;
  }

  static void unregister(String id) {
    RUNNING.remove(id);
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean isCompatibleWith(Configuration configuration) {
    return NAME.equals(configuration.get(DeploymentOptions.TARGET));
  }

  @Override
  public PipelineExecutor getExecutor(Configuration configuration) {
    return WarmExecutor::execute;
  }

  private static CompletableFuture<JobClient> execute(
      Pipeline pipeline, Configuration configuration, ClassLoader loader) throws Exception {
    MiniCluster cluster = RUNNING.get(configuration.get(CLUSTER));
    if (cluster == null) {
      throw new IllegalStateException("the cluster has been closed");
    }
    StreamGraph graph = PipelineExecutorUtils.getStreamGraph(pipeline, configuration);
    SharedCode.useIn(graph);
    return cluster
        .submitJob(graph)
        .thenApply(
            job ->
                new MiniClusterJobClient(
                    job.getJobID(), cluster, loader, JobFinalizationBehavior.NOTHING));
  }
}
