package io.verity.audit.ingest.source;

import java.util.UUID;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * A Kafka partition with the id of the topic that its offset belongs to. An offset without that id
 * is worth nothing after a topic was deleted and created anew under the same name.
 */
final class IdentifiedSplit extends KafkaPartitionSplit {

  private final UUID topicId;

  IdentifiedSplit(KafkaPartitionSplit split, UUID topicId) {
    super(
        split.getTopicPartition(),
        split.getStartingOffset(),
        split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
    this.topicId = topicId;
  }

  UUID topicId() {
    return topicId;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdentifiedSplit that
        && super.equals(other)
        && topicId.equals(that.topicId);
  }

  @Override
  public int hashCode() {
    return super.hashCode() * 31 + topicId.hashCode();
  }
}
