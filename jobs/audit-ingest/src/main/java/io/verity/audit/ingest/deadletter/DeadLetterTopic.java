package io.verity.audit.ingest.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.verity.audit.ingest.deadletter.RejectedBatches.Batch;
import io.verity.audit.trail.RejectedRow;
import io.verity.audit.trail.RejectedRows.Stored;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topic that rejected records are copied to. It is its own cursor: every record says in a
 * header when the ledger marked its batch, so the last record of the topic tells how far the copy
 * came, and no state has to survive.
 */
final class DeadLetterTopic implements AutoCloseable {

  static final String LEDGER_TIME = "verity-ledger-time";
  static final String TRUNCATED = "verity-truncated";

  private static final int MAX_VALUE_BYTES = 900_000;
  private static final int MAX_HEADER_BYTES = 64_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String topic;
  private final Properties client;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  DeadLetterTopic(String topic, Properties client) {
    this.topic = topic;
    this.client = client;
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put("acks", "all");
    properties.put("enable.idempotence", "true");
    properties.put("max.block.ms", Long.toString(PATIENCE.toMillis()));
    // together with linger.ms it must not exceed the delivery time-out, or no producer is made
    properties.put("request.timeout.ms", Long.toString(PATIENCE.toMillis()));
    properties.put("delivery.timeout.ms", "30000");
    properties.put("buffer.memory", Integer.toString(8 << 20));
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * When the ledger marked the batch that was copied last. Of a topic that is empty, or that
   * retention has emptied, nothing is known: 0, and all rejects are copied anew.
   */
  long lastLedgerTime() {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put("max.poll.records", "1");
    long last = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      for (TopicPartition partition : partitions) {
        last = Math.max(last, lastLedgerTime(consumer, partition));
      }
    }
    return last;
  }

  void send(Batch batch, Stored row) {
    RejectedRow record = row.row();
    byte[] value = record.value();
    boolean cut = value != null && value.length > MAX_VALUE_BYTES;
    ProducerRecord<byte[], byte[]> copy =
        new ProducerRecord<>(
            topic, key(row).getBytes(UTF_8), cut ? Arrays.copyOf(value, MAX_VALUE_BYTES) : value);
    Headers headers = copy.headers();
    addOriginal(record, headers);
    add(headers, "verity-reason", record.reason());
    add(headers, "verity-topic", batch.topic());
    add(headers, "verity-topic-id", row.topicId().toString());
    add(headers, "verity-partition", Integer.toString(row.partition()));
    add(headers, "verity-offset", Long.toString(row.offset()));
    add(headers, "verity-batch-id", batch.id().toString());
    add(headers, LEDGER_TIME, Long.toString(batch.writtenAtMillis()));
    if (cut) {
      add(headers, TRUNCATED, value.length + " bytes; the whole is in verity_audit_rejected");
    }
    producer.send(copy, (metadata, error) -> failure.compareAndSet(null, error));
  }

  /** Waits for the acknowledgement of all that was sent; fails if one was refused. */
  void flush() {
    producer.flush();
    Exception refused = failure.getAndSet(null);
    if (refused != null) {
      throw new KafkaException(
          "the dead-letter topic took no record: " + refused.getMessage(), refused);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }

  private static String key(Stored row) {
    return row.topicId() + ":" + row.partition() + ":" + row.offset();
  }

  private static void addOriginal(RejectedRow record, Headers headers) {
    int bytes = 0;
    for (RejectedRow.Header header : record.headers()) {
      bytes += header.name().length() + (header.value() == null ? 0 : header.value().length);
      if (bytes > MAX_HEADER_BYTES) {
        return;
      }
      headers.add(header.name(), header.value());
    }
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  private static long lastLedgerTime(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    List<TopicPartition> one = List.of(partition);
    long end = consumer.endOffsets(one, PATIENCE).get(partition);
    long first = consumer.beginningOffsets(one, PATIENCE).get(partition);
    if (end <= first) {
      return 0;
    }
    consumer.assign(one);
    consumer.seek(partition, end - 1);
    long last = 0;
    ConsumerRecords<byte[], byte[]> newest = consumer.poll(PATIENCE);
    if (newest.isEmpty()) {
      throw new KafkaException(partition + " did not give its last record in " + PATIENCE);
    }
    for (ConsumerRecord<byte[], byte[]> record : newest) {
      Header time = record.headers().lastHeader(LEDGER_TIME);
      if (time != null) {
        last = Long.parseLong(new String(time.value(), UTF_8));
      }
    }
    return last;
  }
}
