package io.verity.audit.ingest.source;

import io.verity.audit.ingest.record.SourceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.common.TopicPartition;

/**
 * The connector's Kafka reader behind the gate and the coverage filter. What it adds:
 *
 * <ul>
 *   <li>nothing is available while the {@link IntakeGate} is closed;
 *   <li>each split starts where {@link SplitStart} says;
 *   <li>each split is checkpointed with the id of its topic, and a checkpoint is refused if the
 *       topic was re-created since: its records might carry the wrong id.
 * </ul>
 */
final class GatedKafkaReader implements SourceReader<SourceRecord, KafkaPartitionSplit> {

  private final SourceReader<SourceRecord, KafkaPartitionSplit> kafkaReader;
  private final SplitStart splitStart;
  private final IntakeGate gate;
  private final KafkaTopics kafka;
  private final ConsumerLag lag;
  private final AutoCloseable resources;
  private final Map<String, PartitionCursor> cursors = new HashMap<>();
  private FilteringOutput output;
  private long readAtLastCheck;

  GatedKafkaReader(
      SourceReader<SourceRecord, KafkaPartitionSplit> kafkaReader,
      SplitStart splitStart,
      IntakeGate gate,
      KafkaTopics kafka,
      ConsumerLag lag,
      AutoCloseable resources) {
    this.kafkaReader = kafkaReader;
    this.splitStart = splitStart;
    this.gate = gate;
    this.kafka = kafka;
    this.lag = lag;
    this.resources = resources;
  }

  @Override
  public void start() {
    kafkaReader.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<SourceRecord> target) throws Exception {
    if (gate.isClosed()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    if (output == null || !output.wraps(target)) {
      output = new FilteringOutput(target, cursors, gate);
    }
    return kafkaReader.pollNext(output);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return gate.isClosed() ? gate.opened() : kafkaReader.isAvailable();
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    try {
      List<PartitionCursor> started = splitStart.start(splits);
      started.forEach(cursor -> cursors.put(splitId(cursor), cursor));
      lag.started(started);
      kafkaReader.addSplits(
          started.stream().map(cursor -> plainSplit(cursor)).collect(Collectors.toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkRuntimeException("interrupted while the start was being settled", e);
    }
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    refuseRecreatedTopics();
    gate.checkpointTaken(checkpointId);
    lag.checkpointTaken(checkpointId);
    return kafkaReader.snapshotState(checkpointId).stream()
        .map(split -> (KafkaPartitionSplit) identified(split))
        .toList();
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    gate.checkpointCompleted(checkpointId);
    lag.checkpointCompleted(checkpointId);
    kafkaReader.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    kafkaReader.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void notifyNoMoreSplits() {
    kafkaReader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    kafkaReader.handleSourceEvents(event);
  }

  @Override
  public void close() throws Exception {
    try (resources;
        lag;
        kafka) {
      kafkaReader.close();
    }
  }

  private IdentifiedSplit identified(KafkaPartitionSplit split) {
    PartitionCursor cursor = cursors.get(split.splitId());
    return new IdentifiedSplit(
        new KafkaPartitionSplit(split.getTopicPartition(), cursor.next()), cursor.topicId());
  }

  /** What was read since the last check carries the ids of the start: are they still true? */
  private void refuseRecreatedTopics() {
    if (gate.read() == readAtLastCheck) {
      return;
    }
    Set<String> names =
        cursors.values().stream().map(PartitionCursor::topic).collect(Collectors.toSet());
    try {
      Map<String, KafkaTopics.Topic> now = kafka.describe(names);
      for (PartitionCursor cursor : cursors.values()) {
        if (!now.get(cursor.topic()).id().equals(cursor.topicId())) {
          throw new FlinkRuntimeException(
              "topic "
                  + cursor.topic()
                  + " was deleted and created anew while it was read:"
                  + " starting over, to tell the two apart");
        }
      }
    } catch (KafkaLookupException e) {
      throw new UncheckedIOException(e);
    }
    readAtLastCheck = gate.read();
  }

  private static String splitId(PartitionCursor cursor) {
    return plainSplit(cursor).splitId();
  }

  private static KafkaPartitionSplit plainSplit(PartitionCursor cursor) {
    return new KafkaPartitionSplit(
        new TopicPartition(cursor.topic(), cursor.partition()), cursor.next());
  }
}
