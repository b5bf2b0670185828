package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets that no consumer sees are accounted for as holes, apart from rows and rejects. */
class HolesITCase {

  private static final Instant NOON = Instant.parse("2025-05-05T12:00:00Z");

  @TempDir Path work;

  @Test
  void transactionsWithCommitsAndAborts() throws Exception {
    TestTopic topic = TestTopic.create(TestStack.get(), 2);
    Properties config = topic.producerConfig();
    config.setProperty("transactional.id", "tx-" + UUID.randomUUID());
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config);
        IngestRun run = IngestRun.of(topic, work).start()) {
      producer.initTransactions();
      for (int round = 0; round < 5; round++) {
        producer.beginTransaction();
        if (round % 2 == 1) {
          abort(topic, producer);
        } else {
          topic.send(producer, List.of(topic.nextEvent(NOON), topic.nextEvent(NOON)));
          producer.commitTransaction();
        }
      }
      topic.sendEvents(2);
      Oracle.assertExactlyOnce(topic);
    }
    assertThat(topic.trail().offsetsConsumed()).isEqualTo(topic.endOffsets());
    assertThat(topic.trail().ledgered("holes"))
        .as("2 x 20 aborted records, 5 x 2 markers")
        .isEqualTo(topic.endOffsets() - topic.acknowledged())
        .isEqualTo(50);
  }

  private static void abort(TestTopic topic, KafkaProducer<byte[], byte[]> producer) {
    for (int i = 0; i < 20; i++) {
      byte[] value =
          TestEvents.event(UUID.randomUUID().toString(), i).getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic.name(), i % 2, null, value));
    }
    producer.flush();
    producer.abortTransaction();
  }

  @Test
  void compaction() throws Exception {
    TestTopic topic =
        TestTopic.create(
            TestStack.get(),
            1,
            Map.of(
                "cleanup.policy", "compact",
                "segment.bytes", "1048576",
                "min.cleanable.dirty.ratio", "0.01"));
    // one key, several segments: the cleaner leaves the last of each cleaned stretch
    topic.sendRecords(superseding(topic, 50));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> remaining(topic).size() < topic.acknowledged());
    topic.keepOnly(remaining(topic));
    try (IngestRun run = IngestRun.of(topic, work).start()) {
      Oracle.assertExactlyOnce(topic);
    }
    Trail trail = topic.trail();
    assertThat(trail.offsetsConsumed()).isEqualTo(topic.endOffsets());
    assertThat(trail.ledgered("holes"))
        .isEqualTo(topic.endOffsets() - topic.acknowledged())
        .isPositive();
  }

  private static List<ProducerRecord<byte[], byte[]>> superseding(TestTopic topic, int count) {
    String padding = "{\"x\":\"" + "x".repeat(50_000) + "\"}";
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] value = topic.nextEvent(NOON, padding);
      records.add(new ProducerRecord<>(topic.name(), 0, new byte[] {1}, value));
    }
    return records;
  }

  /** Offsets, which are numbers of events here, that a consumer still gets. */
  private static List<Integer> remaining(TestTopic topic) {
    TopicPartition partition = new TopicPartition(topic.name(), 0);
    List<Integer> offsets = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            topic.client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(record -> offsets.add(Math.toIntExact(record.offset())));
      }
    }
    return offsets;
  }
}
