package io.verity.audit.report;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.client.deployment.application.executors.EmbeddedExecutor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.DuplicateApplicationSubmissionException;
import org.apache.flink.runtime.client.DuplicateJobSubmissionException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;

/** Runs the job in the environment that Flink gives: the cluster's, or one in this JVM. */
public final class FlinkExecution implements JobExecution {

  private static final int RESTARTS = 2;

  private final Configuration flink;
  private final int parallelism;
  private final boolean singleSlot;

  /**
   * @param flink what to set beside what the cluster says
   * @param parallelism 0 where Flink decides
   */
  public FlinkExecution(Configuration flink, int parallelism) {
    this.flink = new Configuration(flink);
    this.parallelism = parallelism;
    this.flink.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
    if (!flink.contains(RestartStrategyOptions.RESTART_STRATEGY)) {
      this.flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
      this.flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
      this.flink.set(
          RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(2));
    }
    StreamExecutionEnvironment asked = environment();
    this.singleSlot = SingleSlot.suits(asked.getConfiguration(), asked.getParallelism());
    if (singleSlot) {
      SingleSlot.configure(this.flink);
    }
  }

  /**
   * Whether the driver was sent to a cluster too, as a jar by REST is: its JVM is not ours to end.
   */
  static boolean isDriverInJobManager() {
    return EmbeddedExecutor.NAME.equals(
        StreamExecutionEnvironment.getExecutionEnvironment()
            .getConfiguration()
            .get(DeploymentOptions.TARGET));
  }

  @Override
  public StreamExecutionEnvironment environment() {
    // Flink's own choice, made outside of a cluster, is a cluster of its own for each job
    StreamExecutionEnvironment env =
        flink.contains(DeploymentOptions.TARGET)
            ? new StreamExecutionEnvironment(flink)
            : StreamExecutionEnvironment.getExecutionEnvironment(flink);
    if (parallelism > 0) {
      env.setParallelism(parallelism);
    }
    return env;
  }

  @Override
  public boolean execute(StreamExecutionEnvironment env, String jobName) throws Exception {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before the job was submitted");
    }
    StreamGraph graph = env.getStreamGraph();
    graph.setJobName(jobName);
    if (singleSlot) {
      SingleSlot.chain(graph);
    }
    boolean attached = env.getConfiguration().get(DeploymentOptions.ATTACHED);
    JobClient job;
    try {
      job = env.executeAsync(graph);
    } catch (Exception e) {
      // a launch that was made twice has two drivers and one job, which the other one submitted
      if (!attached && isDuplicate(e)) {
        return false;
      }
      throw e;
    }
    if (!attached) {
      return false;
    }
    try {
      job.getJobExecutionResult().get();
      return true;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } catch (InterruptedException e) {
      job.cancel();
      throw e;
    }
  }

  private static boolean isDuplicate(Exception e) {
    return ExceptionUtils.findThrowable(e, DuplicateJobSubmissionException.class).isPresent()
        || ExceptionUtils.findThrowable(e, DuplicateApplicationSubmissionException.class)
            .isPresent();
  }
}
