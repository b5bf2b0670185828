package io.verity.audit.cli.chaos;

import io.verity.audit.cli.CliException;
import io.verity.audit.ingest.source.KafkaLookupException;
import io.verity.audit.ingest.source.KafkaTopics;
import io.verity.audit.trail.OffsetRuns;
import io.verity.audit.trail.OffsetRuns.Run;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka how far a topic reaches. */
final class TopicEnd {

  private TopicEnd() {}

  /** All offsets that the topic holds, as one run for each partition. */
  static List<Run> offsets(String bootstrap, String topic) {
    Properties settings = new Properties();
    settings.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    try (KafkaTopics kafka = new KafkaTopics(settings)) {
      int partitions = kafka.describe(List.of(topic)).get(topic).partitions();
      List<TopicPartition> all =
          IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
      return kafka.endOffsets(all).entrySet().stream()
          .filter(end -> end.getValue() > 0)
          .map(
              end -> new Run(OffsetRuns.Kind.ROWS, end.getKey().partition(), 0, end.getValue() - 1))
          .toList();
    } catch (KafkaLookupException e) {
      throw new CliException("Kafka does not say how far " + topic + " reaches", e.getCause());
    }
  }
}
