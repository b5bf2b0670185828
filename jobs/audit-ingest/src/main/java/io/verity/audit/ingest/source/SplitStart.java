package io.verity.audit.ingest.source;

import io.verity.audit.ingest.config.IngestConfig.LostOffsets;
import io.verity.audit.ingest.recovery.TrailRecovery;
import io.verity.audit.ingest.recovery.TrailStoppedException;
import io.verity.audit.ingest.source.KafkaTopics.Topic;
import io.verity.audit.trail.OffsetSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that decides where each partition is read from, before anything of it is read.
 *
 * <p>With Flink state: at the state's offset, if the topic still is the one it was taken from.
 * Without: at the first offset that the ledger does not cover. In both cases what the ledger covers
 * beyond is dropped by the {@link PartitionCursor}.
 */
final class SplitStart {

  private static final Logger LOG = LoggerFactory.getLogger(SplitStart.class);

  private final TopicLookup kafka;
  private final TrailRecovery recovery;
  private final LostOffsets lostOffsets;

  SplitStart(TopicLookup kafka, TrailRecovery recovery, LostOffsets lostOffsets) {
    this.kafka = kafka;
    this.recovery = recovery;
    this.lostOffsets = lostOffsets;
  }

  /** A cursor for every split that still exists. */
  List<PartitionCursor> start(List<KafkaPartitionSplit> splits)
      throws KafkaLookupException, InterruptedException {
    Map<String, List<KafkaPartitionSplit>> byTopic =
        splits.stream().collect(Collectors.groupingBy(KafkaPartitionSplit::getTopic));
    Map<String, Topic> topics = kafka.describe(byTopic.keySet());
    List<PartitionCursor> cursors = new ArrayList<>();
    for (Map.Entry<String, List<KafkaPartitionSplit>> entry : byTopic.entrySet()) {
      cursors.addAll(startTopic(topics.get(entry.getKey()), entry.getValue()));
    }
    return cursors;
  }

  private List<PartitionCursor> startTopic(Topic topic, List<KafkaPartitionSplit> splits)
      throws KafkaLookupException, InterruptedException {
    Map<Integer, Long> restored = new HashMap<>();
    List<TopicPartition> partitions = new ArrayList<>();
    for (KafkaPartitionSplit split : splits) {
      if (split.getPartition() >= topic.partitions()) {
        LOG.warn("{} has no partition {} any more", split.getTopic(), split.getPartition());
        continue;
      }
      partitions.add(split.getTopicPartition());
      if (split instanceof IdentifiedSplit known && known.topicId().equals(topic.id())) {
        restored.put(split.getPartition(), split.getStartingOffset());
      } else if (split instanceof IdentifiedSplit known) {
        LOG.warn(
            "topic {} was deleted and created anew (id {}, was {}): reading partition {} from what"
                + " the ledger does not cover of the new one",
            split.getTopic(),
            topic.id(),
            known.topicId(),
            split.getPartition());
      }
    }
    Map<Integer, Long> positions =
        partitions.stream()
            .collect(
                Collectors.toMap(
                    TopicPartition::partition, p -> restored.getOrDefault(p.partition(), 0L)));
    Map<Integer, OffsetSet> coverage = recovery.settleFrom(topic.id(), positions);
    recovery.reportForeignRows(topic.id(), coverage);
    Map<TopicPartition, Long> firstHeld = kafka.beginningOffsets(partitions);
    List<PartitionCursor> cursors = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      OffsetSet covered = coverage.getOrDefault(partition.partition(), new OffsetSet());
      Long position = restored.get(partition.partition());
      long from =
          firstReadable(
              partition,
              position == null
                  ? covered.firstUncovered(firstHeld.get(partition))
                  : covered.firstMissing(position),
              firstHeld.get(partition),
              position == null && covered.isEmpty());
      LOG.info("reading {} (topic id {}) from offset {}", partition, topic.id(), from);
      cursors.add(cursor(topic.id(), partition, covered, from));
    }
    return cursors;
  }

  private long firstReadable(
      TopicPartition partition, long wanted, long firstHeld, boolean neverRead) {
    if (firstHeld <= wanted || neverRead) {
      return Math.max(wanted, firstHeld);
    }
    String lost =
        "offsets "
            + wanted
            + " to "
            + (firstHeld - 1)
            + " of "
            + partition
            + " were removed by Kafka's retention before they were read";
    if (lostOffsets == LostOffsets.FAIL) {
      throw new TrailStoppedException(
          lost + "; set AUDIT_LOST_OFFSETS=record to go on (verify will report the gap)");
    }
    LOG.error("{}: going on after them, verify will report the gap", lost);
    return firstHeld;
  }

  private static PartitionCursor cursor(
      UUID topicId, TopicPartition partition, OffsetSet covered, long from) {
    return new PartitionCursor(partition.topic(), partition.partition(), topicId, covered, from);
  }
}
