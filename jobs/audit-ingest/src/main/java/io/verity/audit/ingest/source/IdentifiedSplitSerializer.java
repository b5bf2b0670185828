package io.verity.audit.ingest.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The connector's own form of a split, with the topic id before it where the split has one. A split
 * fresh from the enumerator has none yet.
 */
final class IdentifiedSplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {

  private static final int VERSION = 1;
  private static final int PREFIX = 1 + Integer.BYTES;

  private final KafkaPartitionSplitSerializer inner = new KafkaPartitionSplitSerializer();

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(KafkaPartitionSplit split) throws IOException {
    byte[] body = inner.serialize(split);
    boolean identified = split instanceof IdentifiedSplit;
    ByteBuffer out = ByteBuffer.allocate(PREFIX + (identified ? 2 * Long.BYTES : 0) + body.length);
    out.put((byte) (identified ? 1 : 0)).putInt(inner.getVersion());
    if (split instanceof IdentifiedSplit known) {
      out.putLong(known.topicId().getMostSignificantBits());
      out.putLong(known.topicId().getLeastSignificantBits());
    }
    return out.put(body).array();
  }

  @Override
  public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("a Kafka split of unknown version " + version);
    }
    ByteBuffer in = ByteBuffer.wrap(serialized);
    boolean identified = in.get() == 1;
    int innerVersion = in.getInt();
    UUID topicId = identified ? new UUID(in.getLong(), in.getLong()) : null;
    byte[] body = new byte[in.remaining()];
    in.get(body);
    KafkaPartitionSplit split = inner.deserialize(innerVersion, body);
    return identified ? new IdentifiedSplit(split, topicId) : split;
  }
}
