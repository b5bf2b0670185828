package io.verity.audit.report;

import org.apache.flink.api.common.BatchShuffleMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.JobManagerOptions.SchedulerType;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.transformations.StreamExchangeMode;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;

/**
 * Makes a batch job of parallelism 1 cheap to start. Flink cuts a batch job at every exchange, and
 * starts a task behind each once the one before it has written all it has to disk: right for jobs
 * of many subtasks, but most of the time of a report that reads a few thousand rows. With one
 * subtask on both sides of an exchange there is nothing to distribute: what is behind it runs in
 * the same task, and a whole query in one slot.
 *
 * <p>Exchanges that are marked as blocking by whoever planned the job stay what they are.
 */
final class SingleSlot {

  private SingleSlot() {}

  /** What the cluster says about scheduling goes first. */
  static boolean suits(ReadableConfig flink, int parallelism) {
    return parallelism == 1
        && flink.getOptional(JobManagerOptions.SCHEDULER).isEmpty()
        && flink.getOptional(ExecutionOptions.BATCH_SHUFFLE_MODE).isEmpty();
  }

  /** Before the job is planned. */
  static void configure(Configuration flink) {
    flink.set(ExecutionOptions.BATCH_SHUFFLE_MODE, BatchShuffleMode.ALL_EXCHANGES_PIPELINED);
    flink.set(JobManagerOptions.SCHEDULER, SchedulerType.Default);
  }

  static void chain(StreamGraph graph) {
    for (StreamNode node : graph.getStreamNodes()) {
      for (StreamEdge edge : node.getOutEdges()) {
        if (node.getParallelism() == 1
            && graph.getTargetVertex(edge).getParallelism() == 1
            && edge.getExchangeMode() != StreamExchangeMode.BATCH) {
          edge.setPartitioner(new ForwardPartitioner<>());
        }
      }
    }
  }
}
