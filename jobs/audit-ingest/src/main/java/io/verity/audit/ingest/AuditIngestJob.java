package io.verity.audit.ingest;

import io.verity.audit.ingest.config.IngestConfig;
import io.verity.audit.service.ConfigException;
import io.verity.audit.service.LogLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
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

  /** Exit code 1 and one line on standard error where the start is refused. */
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
      System.exit(1);
    }
  }

  static void run(Map<String, String> environment, boolean resume) throws Exception {
    IngestConfig config = IngestConfig.fromEnvironment(environment);
    LogLevel.set(config.logLevel());
    Configuration flink = IngestPipeline.flinkConfiguration(config);
    if (resume) {
      config
          .checkpointDir()
          .flatMap(RetainedCheckpoints::newest)
          .ifPresent(path -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    String spillFolder = spillFolder(config, env);
    Preflight.check(config);
    IngestPipeline.define(env, config, spillFolder);
    env.execute("audit-ingest");
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
