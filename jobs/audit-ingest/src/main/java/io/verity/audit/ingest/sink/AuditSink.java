package io.verity.audit.ingest.sink;

import io.verity.audit.ingest.deadletter.DeadLetterOperator;
import io.verity.audit.ingest.metrics.IngestMetrics;
import io.verity.audit.ingest.record.AuditRecord;
import io.verity.audit.ingest.recovery.StoreRetry;
import io.verity.audit.ingest.recovery.TrailRecovery;
import io.verity.audit.ingest.recovery.WriterIdentity;
import io.verity.audit.trail.TrailStore;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exactly-once into ClickHouse, by two-phase batch commits.
 *
 * <pre>
 *   records                                            checkpoint N complete
 *      |                                                        |
 *   AuditWriter ---- committables, at barrier N ---> StampCheckpoint -> BatchCommitter
 *      |  encode, hash, compress                        (a chain of     | intent, rows, committed
 *      v                                                 its own)       v
 *   segment files (checkpoint file system)                          ClickHouse --> dead letters
 * </pre>
 *
 * The stamper starts a chain of its own, so that a commit does not hold up the intake.
 */
public final class AuditSink
    implements Sink<AuditRecord>,
        SupportsCommitter<BatchCommittable>,
        SupportsPreCommitTopology<BatchCommittable, BatchCommittable>,
        SupportsPostCommitTopology<BatchCommittable> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(AuditSink.class);

  /** How the committer reaches the trail; tests put faults between. */
  public interface StoreFactory extends java.io.Serializable {
    TrailStore open(SinkSettings settings);
  }

  private final SinkSettings settings;
  private final StoreFactory stores;
  private final DeadLetterOperator deadLetters;

  /**
   * @param deadLetters copies rejects to their topic, or null where none is wanted
   */
  public AuditSink(SinkSettings settings, DeadLetterOperator deadLetters) {
    this(
        settings,
        s -> new ClickHouseTrailStore(s.clickHouse(), s.insertConnections() + 1),
        deadLetters);
  }

  AuditSink(SinkSettings settings, StoreFactory stores, DeadLetterOperator deadLetters) {
    this.settings = settings;
    this.stores = stores;
    this.deadLetters = deadLetters;
  }

  @Override
  public CommittingSinkWriter<AuditRecord, BatchCommittable> createWriter(WriterInitContext context)
      throws IOException {
    var task = context.getTaskInfo();
    Path folder = new Path(settings.spillFolder());
    WritableFolder.require(folder);
    if (task.getIndexOfThisSubtask() == 0) {
      sweep(folder);
    }
    String prefix = context.getJobInfo().getJobId() + "-" + task.getIndexOfThisSubtask();
    return new AuditWriter(
        settings,
        new SegmentWriter(folder, prefix),
        task.getNumberOfParallelSubtasks(),
        context.metricGroup(),
        context.getProcessingTimeService());
  }

  @Override
  public Committer<BatchCommittable> createCommitter(CommitterInitContext context) {
    IngestMetrics metrics = IngestMetrics.shared();
    TrailStore store = stores.open(settings);
    StoreRetry retry = new StoreRetry(settings.commitTimeout(), metrics::error);
    WriterIdentity identity =
        new WriterIdentity(WriterIdentity.release(), context.getJobInfo().getJobId().toString());
    TrailRecovery recovery = new TrailRecovery(store, retry, identity, settings.insertTimeout());
    return new BatchCommitter(
        store,
        retry,
        new InsertLadder(store, retry, settings.insertTimeout()),
        new RestoredBatches(recovery),
        identity,
        metrics,
        context.getRestoredCheckpointId().orElse(-1),
        settings.insertConnections(),
        store);
  }

  @Override
  public DataStream<CommittableMessage<BatchCommittable>> addPreCommitTopology(
      DataStream<CommittableMessage<BatchCommittable>> committables) {
    return committables
        .map(new StampCheckpoint())
        .returns(CommittableMessageTypeInfo.of(BatchCommittableSerializer::new))
        .name("stamp checkpoint")
        .uid("stamp-checkpoint")
        .startNewChain();
  }

  /** Committed rejects are announced to the dead-letter export, which reads them from the table. */
  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<BatchCommittable>> committed) {
    if (deadLetters == null) {
      return;
    }
    committed
        .flatMap(new CommittedRejects())
        .name("committed rejects")
        .uid("committed-rejects")
        .global()
        .map(deadLetters)
        .setParallelism(1)
        .name("dead letters")
        .uid("dead-letters")
        .sinkTo(new DiscardingSink<>())
        .setParallelism(1)
        .name("end")
        .uid("dead-letters-end");
  }

  @Override
  public SimpleVersionedSerializer<BatchCommittable> getCommittableSerializer() {
    return new BatchCommittableSerializer();
  }

  @Override
  public SimpleVersionedSerializer<BatchCommittable> getWriteResultSerializer() {
    return new BatchCommittableSerializer();
  }

  /** Housekeeping: what fails here is tried again at the next start. */
  private void sweep(Path folder) {
    try (TrailStore store = stores.open(settings)) {
      new SegmentSweep(store).sweep(folder);
    } catch (IOException | RuntimeException e) {
      LOG.warn("spilled segments were not swept: {}", e.getMessage());
    }
  }
}
