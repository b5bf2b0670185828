package io.verity.audit.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dead-letter topic: copies at least once, and holds up nothing while it is away. */
class DeadLetterITCase {

  private static final String UNWRITABLE = "1";
  private static final String WRITABLE = "1048588";

  @TempDir Path work;

  private final String deadLetters = "dlq-" + UUID.randomUUID();
  private TestTopic topic;

  @BeforeEach
  void createTopics() {
    topic = TestTopic.create(TestStack.get(), 2);
    TestStack.get().createTopic(deadLetters, 1, Map.of());
  }

  @Test
  void rejectsAreCopiedWithTheirCoordinates() throws Exception {
    byte[] large = new byte[2_000_000];
    topic.sendEvents(20);
    topic.send(List.of("no event".getBytes(UTF_8), large));
    try (IngestRun run = run()) {
      Oracle.assertExactlyOnce(topic);
      List<ConsumerRecord<byte[], byte[]>> copies = awaitCopies(2);
      String topicId = topic.trail().topicId().toString();
      assertThat(keys(copies)).anyMatch(key -> key.startsWith(topicId + ":"));
      assertThat(copies)
          .anySatisfy(
              copy -> {
                assertThat(copy.value()).isEqualTo("no event".getBytes(UTF_8));
                assertThat(header(copy, "verity-reason")).startsWith("not valid JSON");
                assertThat(header(copy, "verity-topic")).isEqualTo(topic.name());
                assertThat(copy.headers().lastHeader("verity-truncated")).isNull();
              })
          .anySatisfy(
              copy -> {
                assertThat(copy.value()).hasSizeLessThan(1_000_000);
                assertThat(header(copy, "verity-truncated")).startsWith("2000000 bytes");
              });
    }
  }

  @Test
  void whatCouldNotBeCopiedIsCopiedLater() throws Exception {
    maxMessageBytes(UNWRITABLE);
    topic.send(garbage(30));
    try (IngestRun run = run()) {
      Oracle.assertExactlyOnce(topic);
      topic.sendEvents(30);
      Oracle.assertExactlyOnce(topic);
      assertThat(of(topic.trail().topicId().toString(), read())).isZero();
      maxMessageBytes(WRITABLE);
      awaitCopies(30);
    }
  }

  @Test
  void aStatelessStartCopiesWhatTheLastRunLeft() throws Exception {
    maxMessageBytes(UNWRITABLE);
    topic.send(garbage(10));
    try (IngestRun run = run()) {
      Oracle.assertExactlyOnce(topic);
    }
    maxMessageBytes(WRITABLE);
    try (IngestRun run = run()) {
      awaitCopies(10);
    }
  }

  private IngestRun run() throws Exception {
    return IngestRun.of(topic, work).with("AUDIT_DLQ_TOPIC", deadLetters).start();
  }

  private static List<byte[]> garbage(int count) {
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(("garbage " + i).getBytes(UTF_8));
    }
    return values;
  }

  /** Waits for copies of so many different records; there may be repetitions. */
  private List<ConsumerRecord<byte[], byte[]>> awaitCopies(int records) throws Exception {
    String topicId = topic.trail().topicId().toString();
    return await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofSeconds(1))
        .until(this::read, copies -> of(topicId, copies) >= records);
  }

  /** Other tests' rejects are copied too: the ledger is shared. */
  private static long of(String topicId, List<ConsumerRecord<byte[], byte[]>> copies) {
    return keys(copies).stream().filter(key -> key.startsWith(topicId)).count();
  }

  private static Set<String> keys(List<ConsumerRecord<byte[], byte[]>> copies) {
    Set<String> keys = new HashSet<>();
    copies.forEach(copy -> keys.add(new String(copy.key(), UTF_8)));
    return keys;
  }

  private static String header(ConsumerRecord<byte[], byte[]> copy, String name) {
    Header header = copy.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  private List<ConsumerRecord<byte[], byte[]>> read() {
    Properties client = topic.client();
    TopicPartition partition = new TopicPartition(deadLetters, 0);
    List<ConsumerRecord<byte[], byte[]>> copies = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(copies::add);
      }
    }
    return copies;
  }

  private void maxMessageBytes(String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, deadLetters);
    AlterConfigOp set = new AlterConfigOp(new ConfigEntry("max.message.bytes", value), OpType.SET);
    try (Admin admin = Admin.create(topic.client())) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
    }
  }
}
