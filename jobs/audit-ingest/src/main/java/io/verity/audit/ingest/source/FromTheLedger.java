package io.verity.audit.ingest.source;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Leaves the first offset to {@link SplitStart}: what the enumerator assigns is only a marker. An
 * offset that Kafka no longer holds is an error and never skipped in silence, hence no reset.
 */
final class FromTheLedger implements OffsetsInitializer {

  private static final long serialVersionUID = 1L;

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    return partitions.stream()
        .collect(
            Collectors.toMap(
                Function.identity(), partition -> KafkaPartitionSplit.EARLIEST_OFFSET));
  }

  /** The connector still asks for it in this form. */
  @Override
  @SuppressWarnings("deprecation")
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
