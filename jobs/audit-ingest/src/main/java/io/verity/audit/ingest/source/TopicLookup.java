package io.verity.audit.ingest.source;

import io.verity.audit.ingest.source.KafkaTopics.Topic;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What has to be known of a topic before it is read. */
interface TopicLookup {

  /** The topics by name; fails with Kafka's own words where one does not exist. */
  Map<String, Topic> describe(Collection<String> names) throws KafkaLookupException;

  /** The first offsets that Kafka still holds. */
  Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions)
      throws KafkaLookupException;
}
