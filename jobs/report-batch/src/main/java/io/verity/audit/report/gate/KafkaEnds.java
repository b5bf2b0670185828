package io.verity.audit.report.gate;

import io.verity.audit.report.ReportException;
import io.verity.audit.service.KafkaAccess;
import io.verity.audit.service.KafkaRefusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How far Kafka's partitions reach, and whether an offset range holds any record at all. */
final class KafkaEnds implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /**
   * What Kafka holds of a partition.
   *
   * @param first the first offset held
   * @param end one more than the last
   */
  record Held(UUID topicId, String topic, int partition, long first, long end) {}

  private final KafkaAccess access;
  private final Properties properties = new Properties();
  private final Admin admin;

  KafkaEnds(KafkaAccess access) {
    this.access = access;
    properties.putAll(access.clientSettings());
    properties.put("default.api.timeout.ms", Long.toString(TIMEOUT.toMillis()));
    properties.put("request.timeout.ms", "10000");
    try {
      this.admin = Admin.create(properties);
    } catch (KafkaException e) {
      throw refused(e);
    }
  }

  List<Held> held(List<String> topics) {
    Map<TopicPartition, UUID> partitions = new HashMap<>();
    for (TopicDescription topic :
        get("describing " + topics, admin.describeTopics(topics).allTopicNames()).values()) {
      topic
          .partitions()
          .forEach(
              p ->
                  partitions.put(
                      new TopicPartition(topic.name(), p.partition()), uuid(topic.topicId())));
    }
    Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> end = offsets(partitions, OffsetSpec.latest());
    TreeMap<String, Held> held = new TreeMap<>();
    partitions.forEach(
        (p, id) ->
            held.put(
                p.toString(), new Held(id, p.topic(), p.partition(), first.get(p), end.get(p))));
    return List.copyOf(held.values());
  }

  /**
   * How many offsets of the range hold a record that a consumer would be given: transaction marks,
   * aborted records and what compaction removed are none.
   */
  long records(Held partition, long first, long last) {
    Properties consumer = new Properties();
    consumer.putAll(properties);
    consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    TopicPartition at = new TopicPartition(partition.topic(), partition.partition());
    long found = 0;
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      reader.assign(List.of(at));
      reader.seek(at, first);
      long giveUp = System.nanoTime() + TIMEOUT.toNanos();
      while (reader.position(at) <= last) {
        for (var kafkaRecord : reader.poll(Duration.ofMillis(500)).records(at)) {
          found += kafkaRecord.offset() <= last ? 1 : 0;
        }
        if (System.nanoTime() - giveUp > 0) {
          return last - first + 1;
        }
      }
      return found;
    } catch (KafkaException e) {
      throw refused(e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }

  private Map<TopicPartition, Long> offsets(Map<TopicPartition, UUID> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.keySet().forEach(p -> wanted.put(p, spec));
    Map<TopicPartition, Long> found = new HashMap<>();
    get("looking up offsets", admin.listOffsets(wanted).all())
        .forEach((p, info) -> found.put(p, info.offset()));
    return found;
  }

  private <T> T get(String what, KafkaFuture<T> answer) {
    try {
      return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw refused(e);
    } catch (TimeoutException e) {
      throw ReportException.passing(
          "Kafka, " + what + ": no answer within " + TIMEOUT.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ReportException.passing("interrupted while asking Kafka", e);
    }
  }

  private static UUID uuid(Uuid id) {
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  /** Who is not let in now will not be let in by trying again. */
  private ReportException refused(Exception e) {
    String line = KafkaRefusal.line(access, e);
    return KafkaRefusal.isLasting(e)
        ? new ReportException(line, e)
        : ReportException.passing(line, e);
  }
}
