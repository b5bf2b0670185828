package io.verity.audit.ingest.sink;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The sink as it is, fed with the suite's records. */
final class SuiteSink
    implements Sink<SuiteRecord>,
        SupportsCommitter<BatchCommittable>,
        SupportsPreCommitTopology<BatchCommittable, BatchCommittable> {

  private static final long serialVersionUID = 1L;

  private final AuditSink sink;

  SuiteSink(AuditSink sink) {
    this.sink = sink;
  }

  @Override
  public CommittingSinkWriter<SuiteRecord, BatchCommittable> createWriter(WriterInitContext context)
      throws IOException {
    var writer = sink.createWriter(context);
    return new CommittingSinkWriter<>() {
      @Override
      public void write(SuiteRecord record, Context at) throws IOException, InterruptedException {
        writer.write(record.toAuditRecord(), at);
      }

      @Override
      public void flush(boolean endOfInput) throws IOException, InterruptedException {
        writer.flush(endOfInput);
      }

      @Override
      public Collection<BatchCommittable> prepareCommit() throws IOException, InterruptedException {
        return writer.prepareCommit();
      }

      @Override
      public void close() throws Exception {
        writer.close();
      }
    };
  }

  @Override
  public Committer<BatchCommittable> createCommitter(CommitterInitContext context)
      throws IOException {
    return sink.createCommitter(context);
  }

  /** The suite gives its sinks no uid, and then Flink allows none inside of them. */
  @Override
  public DataStream<CommittableMessage<BatchCommittable>> addPreCommitTopology(
      DataStream<CommittableMessage<BatchCommittable>> committables) {
    DataStream<CommittableMessage<BatchCommittable>> stamped =
        sink.addPreCommitTopology(committables);
    stamped.getTransformation().setUid(null);
    return stamped;
  }

  @Override
  public SimpleVersionedSerializer<BatchCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public SimpleVersionedSerializer<BatchCommittable> getWriteResultSerializer() {
    return sink.getWriteResultSerializer();
  }
}
