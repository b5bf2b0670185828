package io.verity.audit.ingest.sink;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;

/** Puts the checkpoint id into the batch: Sink V2 tells it to neither writer nor committer. */
final class StampCheckpoint
    implements MapFunction<
        CommittableMessage<BatchCommittable>, CommittableMessage<BatchCommittable>> {

  private static final long serialVersionUID = 1L;

  @Override
  public CommittableMessage<BatchCommittable> map(CommittableMessage<BatchCommittable> message) {
    if (message instanceof CommittableWithLineage<BatchCommittable> withLineage) {
      return withLineage.map(batch -> batch.withCheckpointId(withLineage.getCheckpointId()));
    }
    return message;
  }
}
