package io.verity.audit.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.verity.audit.ingest.config.IngestConfig.LostOffsets;
import io.verity.audit.ingest.recovery.StoreRetry;
import io.verity.audit.ingest.recovery.TrailRecovery;
import io.verity.audit.ingest.recovery.TrailStoppedException;
import io.verity.audit.ingest.recovery.WriterIdentity;
import io.verity.audit.ingest.source.KafkaTopics.Topic;
import io.verity.audit.trail.OffsetSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SplitStartTest {

  private static final UUID TOPIC_ID = new UUID(7, 7);
  private static final UUID OTHER_ID = new UUID(8, 8);

  private final Map<Integer, OffsetSet> coverage = new HashMap<>();
  private final Map<Integer, Long> firstHeld = new HashMap<>();

  @Test
  void anEmptyLedgerIsReadFromTheFirst() throws Exception {
    assertThat(startOf(fresh(0))).isZero();
  }

  /** What Kafka no longer had when the trail began was never the trail's. */
  @Test
  void anEmptyLedgerAndAnOldTopicIsReadFromWhatKafkaHolds() throws Exception {
    firstHeld.put(0, 500L);
    assertThat(startOf(fresh(0))).isEqualTo(500);
  }

  @Test
  void withoutStateTheLedgerDecides() throws Exception {
    cover(0, 0, 99);
    cover(0, 150, 199);
    assertThat(startOf(fresh(0))).isEqualTo(100);
  }

  @Test
  void stateOfTheSameTopicDecides() throws Exception {
    assertThat(startOf(restored(0, TOPIC_ID, 42))).isEqualTo(42);
  }

  @Test
  void oldStateSkipsWhatIsCoveredSince() throws Exception {
    cover(0, 0, 99);
    assertThat(startOf(restored(0, TOPIC_ID, 42))).isEqualTo(100);
  }

  @Test
  void stateOfATopicThatWasRecreatedIsWorthNothing() throws Exception {
    assertThat(startOf(restored(0, OTHER_ID, 42))).isZero();
    cover(0, 0, 9);
    assertThat(startOf(restored(0, OTHER_ID, 42))).isEqualTo(10);
  }

  @Test
  void aPartitionThatIsGoneIsLeftOut() throws Exception {
    assertThat(start(LostOffsets.FAIL, fresh(0), fresh(3)))
        .extracting(PartitionCursor::partition)
        .containsExactly(0);
  }

  @Test
  void lostOffsetsFail() {
    cover(0, 0, 99);
    firstHeld.put(0, 150L);
    assertLost("offsets 100 to 149 of topic-0", fresh(0));
    assertLost("offsets 100 to 149 of topic-0", restored(0, TOPIC_ID, 100));
  }

  @Test
  void stateOfAnEmptyLedgerIsMissedToo() {
    firstHeld.put(0, 150L);
    assertLost("offsets 42 to 149 of topic-0", restored(0, TOPIC_ID, 42));
  }

  @Test
  void recordedLostOffsetsArePassedOver() throws Exception {
    cover(0, 0, 99);
    firstHeld.put(0, 150L);
    assertThat(start(LostOffsets.RECORD, fresh(0)).get(0).next()).isEqualTo(150);
  }

  /** What lies between is covered: nothing is lost. */
  @Test
  void removedOffsetsThatAreCoveredAreNotLost() throws Exception {
    cover(0, 0, 199);
    firstHeld.put(0, 150L);
    assertThat(startOf(restored(0, TOPIC_ID, 42))).isEqualTo(200);
    assertThat(startOf(fresh(0))).isEqualTo(200);
  }

  @Test
  void eachPartitionForItself() throws Exception {
    cover(1, 0, 9);
    assertThat(
            start(LostOffsets.FAIL, fresh(0), restored(1, TOPIC_ID, 5), restored(2, OTHER_ID, 5)))
        .extracting(PartitionCursor::next)
        .containsExactlyInAnyOrder(0L, 10L, 0L);
  }

  private void assertLost(String message, KafkaPartitionSplit split) {
    assertThatExceptionOfType(TrailStoppedException.class)
        .isThrownBy(() -> start(LostOffsets.FAIL, split))
        .withMessageStartingWith(message)
        .withMessageContaining("AUDIT_LOST_OFFSETS=record");
  }

  private long startOf(KafkaPartitionSplit split) throws Exception {
    return start(LostOffsets.FAIL, split).get(0).next();
  }

  private List<PartitionCursor> start(LostOffsets lostOffsets, KafkaPartitionSplit... splits)
      throws Exception {
    StoreRetry retry = new StoreRetry(Duration.ofSeconds(1), () -> {});
    TrailRecovery recovery =
        new TrailRecovery(
            new CoverageStore(TOPIC_ID, coverage),
            retry,
            new WriterIdentity("test", "test"),
            Duration.ofSeconds(1));
    return new SplitStart(new OneTopic(), recovery, lostOffsets).start(Arrays.asList(splits));
  }

  private void cover(int partition, long first, long last) {
    coverage.computeIfAbsent(partition, p -> new OffsetSet()).add(first, last);
  }

  private static KafkaPartitionSplit fresh(int partition) {
    return split(partition, KafkaPartitionSplit.EARLIEST_OFFSET);
  }

  private static KafkaPartitionSplit restored(int partition, UUID topicId, long offset) {
    return new IdentifiedSplit(split(partition, offset), topicId);
  }

  private static KafkaPartitionSplit split(int partition, long offset) {
    return new KafkaPartitionSplit(new TopicPartition("topic", partition), offset);
  }

  /** A Kafka with one topic of three partitions. */
  private final class OneTopic implements TopicLookup {
    @Override
    public Map<String, Topic> describe(Collection<String> names) {
      assertThat(names).containsExactly("topic");
      return Map.of("topic", new Topic(TOPIC_ID, 3));
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
      return partitions.stream()
          .collect(Collectors.toMap(p -> p, p -> firstHeld.getOrDefault(p.partition(), 0L)));
    }
  }
}
