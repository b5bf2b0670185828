package io.verity.audit.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.verity.audit.trail.MerkleTree;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A record that is no event, and what its reason has to say.
 *
 * @param name for the test's own messages
 */
record PoisonRecord(String name, byte[] key, byte[] value, List<Header> headers, String reason) {

  static PoisonRecord of(String name, byte[] value, String reason) {
    return new PoisonRecord(name, ("key of " + name).getBytes(UTF_8), value, List.of(), reason);
  }

  static PoisonRecord of(String name, String value, String reason) {
    return of(name, value.getBytes(UTF_8), reason);
  }

  PoisonRecord withKey(byte[] otherKey) {
    return new PoisonRecord(name, otherKey, value, headers, reason);
  }

  PoisonRecord withHeader(String header, byte[] content) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new RecordHeader(header, content));
    return new PoisonRecord(name, key, value, more, reason);
  }

  ProducerRecord<byte[], byte[]> to(TestTopic topic) {
    return new ProducerRecord<>(topic.name(), 0, key, value, headers);
  }

  /** The stored row as {@link #STORED} selects it, but for the reason. */
  String stored() {
    StringBuilder text = new StringBuilder();
    for (Header header : headers) {
      text.append(header.key()).append('=').append(hex(header.value())).append(';');
    }
    String length = value == null ? "null" : Integer.toString(value.length);
    return String.join("|", hex(key), text, length, value == null ? "null" : sha256(value));
  }

  /** Key, headers, length and hash of the value: all of the original. */
  static final String STORED =
      "concat(ifNull(hex(key), 'null'), '|',"
          + " arrayStringConcat(arrayMap(h -> concat(h.1, '=', ifNull(hex(h.2), 'null'), ';'),"
          + " headers)), '|', ifNull(toString(length(value)), 'null'), '|',"
          + " ifNull(hex(SHA256(value)), 'null'))";

  private static String hex(byte[] bytes) {
    return bytes == null ? "null" : HexFormat.of().withUpperCase().formatHex(bytes);
  }

  private static String sha256(byte[] bytes) {
    return hex(MerkleTree.sha256().digest(bytes));
  }
}
