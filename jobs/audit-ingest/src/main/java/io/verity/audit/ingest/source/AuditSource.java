package io.verity.audit.ingest.source;

import io.verity.audit.ingest.config.IngestConfig;
import io.verity.audit.ingest.config.IngestOption;
import io.verity.audit.ingest.metrics.IngestMetrics;
import io.verity.audit.ingest.record.SourceRecord;
import io.verity.audit.ingest.recovery.StoreRetry;
import io.verity.audit.ingest.recovery.TrailRecovery;
import io.verity.audit.ingest.recovery.WriterIdentity;
import io.verity.audit.service.LogLevel;
import io.verity.audit.service.MetricsEndpoint;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.io.IOException;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Flink's Kafka source, gated and filtered: a thin wrapper around its reader.
 *
 * <pre>
 *   KafkaSourceEnumerator (as it is)
 *        | splits
 *   GatedKafkaReader
 *     SplitStart       state or ledger -> first offset to read; settles what an earlier writer left
 *     IntakeGate       stops the intake while too much is uncommitted
 *     KafkaSourceReader (as it is)
 *     PartitionCursor  drops what is covered, finds holes
 * </pre>
 */
public final class AuditSource
    implements Source<SourceRecord, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<SourceRecord> {

  private static final long serialVersionUID = 1L;
  private static final int FETCH_BYTES = 8 << 20;

  private final IngestConfig config;

  public AuditSource(IngestConfig config) {
    this.config = config;
  }

  /**
   * Made where it is used and not kept: it holds what the file of client settings says now, a
   * password perhaps, which is not to be serialised, and to be found where it was changed.
   */
  private KafkaSource<SourceRecord> kafka() {
    Properties access = new Properties();
    access.putAll(config.kafka().clientSettings());
    return KafkaSource.<SourceRecord>builder()
        .setProperties(access)
        .setTopics(config.topics())
        .setGroupId(config.consumerGroup())
        .setStartingOffsets(new FromTheLedger())
        .setDeserializer(new RawRecordSchema())
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(FETCH_BYTES))
        .setProperty(
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(FETCH_BYTES / 4))
        .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000")
        .setProperty("partition.discovery.interval.ms", "30000")
        .setProperty("client.id.prefix", "audit-ingest")
        .build();
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<SourceRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    LogLevel.set(config.logLevel());
    IngestMetrics metrics = IngestMetrics.shared();
    MetricsEndpoint.Lease endpoint =
        MetricsEndpoint.acquire(
            IngestMetrics.shared().registry(),
            config.metricsPorts(),
            IngestOption.AUDIT_METRICS_PORT.name());
    ClickHouseTrailStore store = new ClickHouseTrailStore(config.clickHouse(), 2);
    KafkaTopics topics = new KafkaTopics(clientProperties(config));
    StoreRetry retry = new StoreRetry(config.commitTimeout(), metrics::error);
    TrailRecovery recovery =
        new TrailRecovery(
            store,
            retry,
            new WriterIdentity(WriterIdentity.release(), "start"),
            config.insertTimeout());
    return new GatedKafkaReader(
        kafka().createReader(context),
        new SplitStart(topics, recovery, config.lostOffsets()),
        new IntakeGate(Math.max(1, config.maxIntakeBytes() / context.currentParallelism())),
        topics,
        new ConsumerLag(topics, metrics),
        () -> {
          store.close();
          endpoint.close();
        });
  }

  /** What any client needs to reach the same Kafka. */
  public static Properties clientProperties(IngestConfig config) {
    Properties properties = new Properties();
    properties.putAll(config.kafka().clientSettings());
    properties.setProperty("default.api.timeout.ms", "20000");
    properties.setProperty("request.timeout.ms", "10000");
    return properties;
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return kafka().createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws IOException {
    return kafka().restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new IdentifiedSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return new KafkaSourceEnumStateSerializer();
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return TypeInformation.of(SourceRecord.class);
  }
}
