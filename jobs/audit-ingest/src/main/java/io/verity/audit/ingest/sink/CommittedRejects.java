package io.verity.audit.ingest.sink;

import io.verity.audit.trail.TrailTable;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.util.Collector;

/** One number for each committed batch of rejects: how many there are. */
final class CommittedRejects
    implements FlatMapFunction<CommittableMessage<BatchCommittable>, Integer> {

  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(CommittableMessage<BatchCommittable> message, Collector<Integer> out) {
    if (message instanceof CommittableWithLineage<BatchCommittable> withLineage
        && withLineage.getCommittable().meta().table() == TrailTable.REJECTED) {
      out.collect((int) withLineage.getCommittable().meta().rows());
    }
  }
}
