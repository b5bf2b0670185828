package io.verity.audit.ingest;

import io.verity.audit.ingest.config.IngestConfig;
import io.verity.audit.ingest.deadletter.DeadLetterOperator;
import io.verity.audit.ingest.record.AuditRecord;
import io.verity.audit.ingest.record.SourceRecord;
import io.verity.audit.ingest.sink.AuditSink;
import io.verity.audit.ingest.sink.SinkSettings;
import io.verity.audit.ingest.source.AuditSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;

/**
 * The job graph: source, decoder and writer in one chain, with no shuffle between, so that the
 * order of a partition is kept and a record is never copied.
 */
final class IngestPipeline {

  private static final Duration CHECKPOINT_TIMEOUT = Duration.ofHours(1);

  private IngestPipeline() {}

  static void define(
      StreamExecutionEnvironment env,
      IngestConfig config,
      Source<SourceRecord, ?, ?> source,
      Sink<AuditRecord> sink) {
    config.parallelism().ifPresent(env::setParallelism);
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "kafka")
        .uid("kafka")
        .map(new DecodeFunction(config.eventFormat()))
        .returns(TypeInformation.of(AuditRecord.class))
        .name("decode")
        .uid("decode")
        .sinkTo(sink)
        .name("clickhouse")
        .uid("clickhouse");
  }

  static void define(StreamExecutionEnvironment env, IngestConfig config, String spillFolder) {
    DeadLetterOperator deadLetters =
        config.deadLetterTopic().map(topic -> new DeadLetterOperator(config, topic)).orElse(null);
    AuditSink sink = new AuditSink(SinkSettings.of(config, spillFolder), deadLetters);
    define(env, config, new AuditSource(config), sink);
  }

  /** The operators by the names that their state is kept under. */
  static Set<String> operators(StreamExecutionEnvironment env) {
    return env.getStreamGraph(false).getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * What the guarantee needs of Flink, whatever the cluster's own configuration says. A commit
   * waits for ClickHouse inside the committer and holds up the next checkpoint: that must stop the
   * intake, and never the job.
   */
  static Configuration flinkConfiguration(IngestConfig config) {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.NAME, "audit-ingest");
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpointInterval());
    flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, CHECKPOINT_TIMEOUT);
    flink.set(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS, 1);
    flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    flink.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    config
        .checkpointDir()
        .ifPresent(dir -> flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, dir));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(5));
    return flink;
  }
}
