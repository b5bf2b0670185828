package io.verity.audit.ingest;

import io.verity.audit.ingest.config.IngestConfig;
import io.verity.audit.ingest.sink.AuditSink;
import io.verity.audit.ingest.sink.FaultySink;
import io.verity.audit.ingest.sink.SinkSettings;
import io.verity.audit.ingest.source.AuditSource;
import io.verity.audit.stack.LocalStack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job as it is, on a cluster in this JVM, against the real servers. */
final class IngestRun implements AutoCloseable {

  private final JobClient job;
  private final Path checkpoints;

  private IngestRun(JobClient job, Path checkpoints) {
    this.job = job;
    this.checkpoints = checkpoints;
  }

  static Builder of(TestTopic topic, Path work) {
    return new Builder(topic, work);
  }

  JobClient job() {
    return job;
  }

  /** The error that the job ended with. */
  Throwable failure() throws Exception {
    try {
      job.getJobExecutionResult().get(60, TimeUnit.SECONDS);
      throw new AssertionError("the job ended without an error");
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  String savepoint() throws Exception {
    return job.triggerSavepoint(
            checkpoints.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
        .get(60, TimeUnit.SECONDS);
  }

  String stopWithSavepoint() throws Exception {
    String savepoint =
        job.stopWithSavepoint(
                false,
                checkpoints.resolve("savepoints").toUri().toString(),
                SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    job.getJobExecutionResult().get(60, TimeUnit.SECONDS);
    return savepoint;
  }

  Optional<String> newestCheckpoint() {
    return RetainedCheckpoints.newest(checkpoints.toUri().toString());
  }

  /** Cancels at once, as a crash would: nothing more is committed. */
  @Override
  public void close() throws Exception {
    var end = job.getJobExecutionResult().handle((result, error) -> null);
    if (!end.isDone()) {
      job.cancel().get(60, TimeUnit.SECONDS);
      end.get(60, TimeUnit.SECONDS);
    }
  }

  static final class Builder {
    private final Map<String, String> environment = new HashMap<>();
    private final Path work;
    private String restore;
    private AuditSink.StoreFactory stores;
    private Consumer<Configuration> more = flink -> {};

    private Builder(TestTopic topic, Path work) {
      LocalStack stack = TestStack.get();
      this.work = work;
      environment.put("AUDIT_KAFKA_BOOTSTRAP", stack.kafkaBootstrap());
      environment.put("AUDIT_CLICKHOUSE_URL", stack.clickHouseUrl());
      environment.put("AUDIT_CLICKHOUSE_PASSWORD", stack.account("audit_writer").password());
      environment.put("AUDIT_KAFKA_TOPICS", topic.name());
      environment.put("AUDIT_CONSUMER_GROUP", "group-" + UUID.randomUUID());
      environment.put("AUDIT_FLUSH_INTERVAL_SECONDS", "1");
      environment.put("AUDIT_BATCH_SIZE", "100");
      environment.put("AUDIT_METRICS_PORT", "0");
      environment.put("AUDIT_DLQ_TOPIC", "");
      environment.put("AUDIT_PARALLELISM", "1");
      environment.put("AUDIT_INSERT_TIMEOUT_SECONDS", "2");
      environment.put("AUDIT_CHECKPOINT_DIR", work.toUri().toString());
    }

    Map<String, String> environment() {
      return environment;
    }

    Builder with(String option, String value) {
      environment.put(option, value);
      return this;
    }

    Builder restoring(String path) {
      this.restore = path;
      return this;
    }

    Builder restoring(Optional<String> path) {
      return restoring(path.orElseThrow());
    }

    /** Adds to Flink's own configuration. */
    Builder withFlink(Consumer<Configuration> addition) {
      this.more = addition;
      return this;
    }

    /** Puts faults between the committer and the real ClickHouse. */
    Builder withStores(AuditSink.StoreFactory stores) {
      this.stores = stores;
      return this;
    }

    IngestRun start() throws Exception {
      IngestConfig config = IngestConfig.fromEnvironment(environment);
      Configuration flink = IngestPipeline.flinkConfiguration(config);
      flink.set(RestOptions.BIND_PORT, "0");
      flink.set(TaskManagerOptions.NUM_TASK_SLOTS, 4);
      flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
      more.accept(flink);
      if (restore != null) {
        flink.set(StateRecoveryOptions.SAVEPOINT_PATH, restore);
      }
      StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(flink);
      SinkSettings settings =
          SinkSettings.of(config, work.resolve("verity-spill").toUri().toString());
      if (stores == null) {
        IngestPipeline.define(env, config, settings.spillFolder());
      } else {
        IngestPipeline.define(
            env, config, new AuditSource(config), FaultySink.of(settings, stores));
      }
      return new IngestRun(env.executeAsync("test"), work);
    }
  }
}
