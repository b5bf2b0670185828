package io.verity.audit.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class IdentifiedSplitSerializerTest {

  private static final UUID TOPIC_ID = UUID.fromString("8f14b0c2-6f0e-4d7b-9e9d-1f6b6a2a4c11");
  private static final KafkaPartitionSplit PLAIN =
      new KafkaPartitionSplit(new TopicPartition("verity.audit.all", 3), 123_456_789_012L);

  /** Version 1 as it was written first: old savepoints stay readable. */
  private static final String GOLDEN =
      "01000000008f14b0c26f0e4d7b9e9d1f6b6a2a4c11"
          + "00107665726974792e61756469742e616c6c000000030000001cbe991a148000000000000000";

  private final IdentifiedSplitSerializer serializer = new IdentifiedSplitSerializer();

  @Test
  void keepsTheTopicId() throws IOException {
    IdentifiedSplit split = new IdentifiedSplit(PLAIN, TOPIC_ID);
    KafkaPartitionSplit copy = roundTrip(split);
    assertThat(copy).isEqualTo(split).hasSameHashCodeAs(split).isNotEqualTo(PLAIN);
    assertThat(((IdentifiedSplit) copy).topicId()).isEqualTo(TOPIC_ID);
  }

  @Test
  void anUnidentifiedSplitStaysOne() throws IOException {
    assertThat(roundTrip(PLAIN)).isEqualTo(PLAIN).isNotInstanceOf(IdentifiedSplit.class);
  }

  @Test
  void anotherTopicIdIsAnotherSplit() {
    assertThat(new IdentifiedSplit(PLAIN, TOPIC_ID))
        .isNotEqualTo(new IdentifiedSplit(PLAIN, new UUID(0, 1)));
  }

  @Test
  void readsVersion1() throws IOException {
    assertThat(serializer.deserialize(1, HexFormat.of().parseHex(GOLDEN)))
        .isEqualTo(new IdentifiedSplit(PLAIN, TOPIC_ID));
    assertThat(HexFormat.of().formatHex(serializer.serialize(new IdentifiedSplit(PLAIN, TOPIC_ID))))
        .isEqualTo(GOLDEN);
  }

  @Test
  void refusesAnUnknownVersion() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2");
  }

  private KafkaPartitionSplit roundTrip(KafkaPartitionSplit split) throws IOException {
    return serializer.deserialize(serializer.getVersion(), serializer.serialize(split));
  }
}
