package io.verity.audit.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.ingest.source.KafkaTopics;
import io.verity.audit.stack.LocalStack;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of a test's own, and what its producer was acknowledged. */
final class TestTopic {

  private final LocalStack stack;
  private final String name;
  private final int partitions;
  private final List<String> eventIds = new ArrayList<>();
  private long acknowledged;

  private TestTopic(LocalStack stack, String name, int partitions) {
    this.stack = stack;
    this.name = name;
    this.partitions = partitions;
  }

  static TestTopic create(LocalStack stack, int partitions) {
    return create(stack, partitions, Map.of("max.message.bytes", "67108864"));
  }

  static TestTopic create(LocalStack stack, int partitions, Map<String, String> config) {
    TestTopic topic = new TestTopic(stack, "it-" + UUID.randomUUID(), partitions);
    topic.createIn(stack, config);
    return topic;
  }

  /**
   * Returns when every partition's leader answers: an idempotent producer that meets one halfway
   * may wait for its first batch until the delivery times out.
   */
  private void createIn(LocalStack server, Map<String, String> config) {
    server.createTopic(name, partitions, config);
    await().ignoreExceptionsInstanceOf(IOException.class).until(() -> endOffsets() == 0);
  }

  String name() {
    return name;
  }

  /** As it is now: a topic that is created anew has another id. */
  Trail trail() throws IOException {
    try (KafkaTopics kafka = new KafkaTopics(client())) {
      return new Trail(stack, kafka.describe(List.of(name)).get(name).id());
    }
  }

  /** Sends events with these timestamps' month spread, in turn over the partitions. */
  void sendEvents(int count) throws Exception {
    sendEvents(count, "");
  }

  /** The padding goes into the events' details. */
  void sendEvents(int count, String padding) throws Exception {
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = UUID.randomUUID().toString();
      eventIds.add(id);
      values.add(TestEvents.event(id, eventIds.size(), padding).getBytes(UTF_8));
    }
    send(values);
  }

  /** Sends events with the given timestamps. */
  void sendEventsAt(List<Instant> timestamps) throws Exception {
    List<byte[]> values = new ArrayList<>();
    for (Instant timestamp : timestamps) {
      values.add(nextEvent(timestamp));
    }
    send(values);
  }

  /** An event that is expected to become a row once it is sent. */
  byte[] nextEvent(Instant timestamp) {
    return nextEvent(timestamp, "{}");
  }

  byte[] nextEvent(Instant timestamp, String details) {
    String id = UUID.randomUUID().toString();
    eventIds.add(id);
    return TestEvents.event(id, timestamp, details).getBytes(UTF_8);
  }

  /** Records as they are: with keys, headers, partitions of the caller's choice. */
  void sendRecords(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(producerConfig())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
      for (Future<RecordMetadata> future : sent) {
        future.get();
      }
      acknowledged += sent.size();
    }
  }

  /** Kafka removed records itself: only these events, numbered by sending, are to be found. */
  void keepOnly(List<Integer> numbers) {
    List<String> kept = numbers.stream().map(eventIds::get).toList();
    eventIds.clear();
    eventIds.addAll(kept);
    acknowledged = kept.size();
  }

  /** Deletes the topic and creates it anew under the same name; what was sent is forgotten. */
  void recreate() throws Exception {
    try (Admin admin = Admin.create(client())) {
      admin.deleteTopics(List.of(name)).all().get();
      await()
          .untilAsserted(() -> assertThat(admin.listTopics().names().get()).doesNotContain(name));
    }
    createIn(stack, Map.of());
    eventIds.clear();
    acknowledged = 0;
  }

  /** Removes all offsets before this one, as Kafka's retention would. */
  void deleteRecords(int partition, long beforeOffset) throws Exception {
    try (Admin admin = Admin.create(client())) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(name, partition), RecordsToDelete.beforeOffset(beforeOffset)))
          .all()
          .get();
    }
  }

  /** Offsets that Kafka has given out, over all partitions. */
  long endOffsets() throws IOException {
    List<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(name, p)).toList();
    try (KafkaTopics kafka = new KafkaTopics(client())) {
      return kafka.endOffsets(all).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  void send(List<byte[]> values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(producerConfig())) {
      send(producer, values);
    }
  }

  void send(KafkaProducer<byte[], byte[]> producer, List<byte[]> values)
      throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (byte[] value : values) {
      int partition = (int) ((acknowledged + sent.size()) % partitions);
      sent.add(producer.send(new ProducerRecord<>(name, partition, null, value)));
    }
    for (Future<RecordMetadata> future : sent) {
      future.get();
    }
    acknowledged += sent.size();
  }

  /** Ids of the events that Kafka acknowledged, in order of sending. */
  List<String> eventIds() {
    return eventIds;
  }

  long acknowledged() {
    return acknowledged;
  }

  Properties client() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", stack.kafkaBootstrap());
    return properties;
  }

  Properties producerConfig() {
    Properties properties = client();
    properties.setProperty("key.serializer", ByteArraySerializer.class.getName());
    properties.setProperty("value.serializer", ByteArraySerializer.class.getName());
    properties.setProperty("max.request.size", "67108864");
    properties.setProperty("buffer.memory", "134217728");
    properties.setProperty("linger.ms", "20");
    // a topic just created may refuse a first batch, and must not get the second one before it
    properties.setProperty("max.in.flight.requests.per.connection", "1");
    return properties;
  }
}
