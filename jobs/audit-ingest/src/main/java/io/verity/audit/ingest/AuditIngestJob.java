package io.verity.audit.ingest;

import io.verity.audit.ingest.config.IngestConfig;
import io.verity.audit.service.ConfigException;
import io.verity.audit.service.FlinkVersion;
import io.verity.audit.service.LogLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.deployment.application.executors.EmbeddedExecutor;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Takes audit events from Kafka into ClickHouse, exactly once. Configured by {@code AUDIT_}
 * variables alone; runs in this JVM, or on a cluster under {@code flink run}.
 *
 * <p>Arguments: {@code --resume} restores the newest checkpoint that is left in the checkpoint
 * folder, where there is one; {@code --stacktrace} shows where a refusal comes from.
 */
public final class AuditIngestJob {

  private static final List<String> ARGUMENTS = List.of("--resume", "--stacktrace");

  private AuditIngestJob() {}

  /**
   * One line on standard error where the start is refused, and exit code 1; in a JobManager an
   * exception instead that says it too, which REST and the operator show.
   */
  public static void main(String[] args) throws Exception {
    List<String> arguments = Arrays.asList(args);
    try {
      refuseUnknown(arguments);
      run(System.getenv(), arguments.contains("--resume"));
    } catch (ConfigException e) {
      if (arguments.contains("--stacktrace")) {
        throw e;
      }
      System.err.println("audit-ingest: " + e.getMessage());
      if (isDriverInJobManager()) {
        throw e;
      }
      System.exit(1);
    }
  }

  /** Where a jar by REST and an application run: to end that JVM would end the cluster. */
  private static boolean isDriverInJobManager() {
    return EmbeddedExecutor.NAME.equals(
        StreamExecutionEnvironment.getExecutionEnvironment()
            .getConfiguration()
            .get(DeploymentOptions.TARGET));
  }

  static void run(Map<String, String> environment, boolean resume) throws Exception {
    FlinkVersion.require(EnvironmentInformation.getVersion());
    IngestConfig config = IngestConfig.fromEnvironment(environment);
    LogLevel.set(config.logLevel());
    Configuration flink = IngestPipeline.flinkConfiguration(config);
    if (resume) {
      config
          .checkpointDir()
          .flatMap(RetainedCheckpoints::newest)
          .ifPresent(path -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    }
    StreamExecutionEnvironment env = environment(flink);
    String spillFolder = spillFolder(config, env);
    Preflight.check(config);
    Preflight.checkFolders(env.getConfiguration(), spillFolder);
    IngestPipeline.define(env, config, spillFolder);
    SavepointCheck.check(env.getConfiguration(), IngestPipeline.operators(env));
    env.execute("audit-ingest");
  }

  /** Outside a cluster nobody has read Flink's own configuration yet: see {@code flink-conf/}. */
  private static StreamExecutionEnvironment environment(Configuration own) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(own);
    if (!(env instanceof LocalStreamEnvironment)) {
      return env;
    }
    Configuration all = GlobalConfiguration.loadConfiguration();
    all.addAll(own);
    return StreamExecutionEnvironment.createLocalEnvironment(all);
  }

  private static String spillFolder(IngestConfig config, StreamExecutionEnvironment env) {
    return config
        .spillDir()
        .or(
            () ->
                env.getConfiguration()
                    .getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                    .map(dir -> dir + (dir.endsWith("/") ? "" : "/") + "verity-spill"))
        .orElseThrow(
            () ->
                new ConfigException(
                    "AUDIT_CHECKPOINT_DIR is not set, and Flink has no execution.checkpointing.dir:"
                        + " name a folder that all task managers reach, for example"
                        + " file:///var/lib/verity/checkpoints or s3://bucket/checkpoints"));
  }

  private static void refuseUnknown(List<String> arguments) {
    for (String argument : arguments) {
      if (!ARGUMENTS.contains(argument)) {
        throw new ConfigException(
            argument + " is not an argument; known are " + String.join(" and ", ARGUMENTS));
      }
    }
  }
}
