package io.verity.audit.ingest.source;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** What Kafka says of its topics: ids, partitions, first and end offsets. */
public final class KafkaTopics implements TopicLookup, AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** A topic as it is now. */
  public record Topic(UUID id, int partitions) {}

  private final Admin admin;

  public KafkaTopics(Properties properties) {
    this.admin = Admin.create(properties);
  }

  @Override
  public Map<String, Topic> describe(Collection<String> names) throws KafkaLookupException {
    Map<String, TopicDescription> found =
        get("describing " + names, admin.describeTopics(names).allTopicNames());
    return found.values().stream()
        .collect(
            Collectors.toMap(
                TopicDescription::name,
                topic -> new Topic(toUuid(topic.topicId()), topic.partitions().size())));
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions)
      throws KafkaLookupException {
    return offsets(partitions, OffsetSpec.earliest());
  }

  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions)
      throws KafkaLookupException {
    return offsets(partitions, OffsetSpec.latest());
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }

  static UUID toUuid(Uuid id) {
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
      throws KafkaLookupException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, spec));
    Map<TopicPartition, ListOffsetsResultInfo> found =
        get("looking up offsets", admin.listOffsets(wanted).all());
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static <T> T get(String what, KafkaFuture<T> answer) throws KafkaLookupException {
    try {
      return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaLookupException(what + ": " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaLookupException(what + ": no answer from Kafka within " + TIMEOUT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaLookupException(what + ": interrupted", e);
    }
  }
}
