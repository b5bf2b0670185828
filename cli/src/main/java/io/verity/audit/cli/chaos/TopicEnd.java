package io.verity.audit.cli.chaos;

import io.verity.audit.cli.CliException;
import io.verity.audit.trail.OffsetRuns;
import io.verity.audit.trail.OffsetRuns.Run;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka how far a topic reaches. */
final class TopicEnd {

  private TopicEnd() {}

  /** All offsets that the topic holds, as one run for each partition. */
  static List<Run> offsets(String bootstrap, String topic) throws InterruptedException {
    Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    try (Admin admin = Admin.create(settings)) {
      int partitions =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
      return admin
          .listOffsets(
              IntStream.range(0, partitions)
                  .mapToObj(partition -> new TopicPartition(topic, partition))
                  .collect(Collectors.toMap(partition -> partition, p -> OffsetSpec.latest())))
          .all()
          .get()
          .entrySet()
          .stream()
          .filter(end -> end.getValue().offset() > 0)
          .map(
              end ->
                  new Run(
                      OffsetRuns.Kind.ROWS,
                      end.getKey().partition(),
                      0,
                      end.getValue().offset() - 1))
          .toList();
    } catch (ExecutionException e) {
      throw new CliException("Kafka does not say how far " + topic + " reaches", e.getCause());
    }
  }
}
