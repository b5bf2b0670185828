package io.verity.audit.cli.produce;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.events.EventInput;
import io.verity.audit.ingest.format.RecordDecoder;
import io.verity.audit.service.KafkaAccess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events to a topic, each as one record, and remembers which offsets they got. Acknowledged
 * by all replicas and idempotent: an event is in the topic once, unless sending failed. Memory is
 * bounded by the producer's buffer.
 */
public final class EventProducer implements AutoCloseable {

  /** Room for the largest event and its headers. */
  private static final int MAX_REQUEST_BYTES = EventInput.MAX_EVENT_BYTES + (1 << 20);

  private final KafkaAccess access;
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final SentOffsets sent = new SentOffsets();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long bytes;

  public EventProducer(KafkaAccess access, String topic) {
    this.access = access;
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(settings(access), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Map<String, Object> settings(KafkaAccess access) {
    Map<String, Object> settings = new HashMap<>(access.clientSettings());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 17);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MAX_REQUEST_BYTES);
    return settings;
  }

  /** Queues one event; waits where the buffer is full. */
  public void send(byte[] event, String format) {
    refuseAfterFailure();
    Header header =
        new RecordHeader(RecordDecoder.FORMAT_HEADER, format.getBytes(StandardCharsets.UTF_8));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, null, null, event, List.of(header));
    try {
      producer.send(record, this::acknowledged);
    } catch (InterruptException e) {
      throw new CliException("interrupted while sending to " + topic, e);
    } catch (KafkaException e) {
      throw failed(e);
    }
    bytes += event.length;
  }

  /** Returns when every event is acknowledged, with the offsets they got. */
  public SentOffsets finish() {
    producer.flush();
    refuseAfterFailure();
    return sent;
  }

  public long acknowledged() {
    return sent.count();
  }

  /** The bytes of the events sent. */
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    producer.close(failure.get() == null ? Duration.ofSeconds(30) : Duration.ZERO);
  }

  private void acknowledged(RecordMetadata metadata, Exception e) {
    if (e == null) {
      sent.add(metadata.partition(), metadata.offset());
    } else {
      failure.compareAndSet(null, e);
    }
  }

  private void refuseAfterFailure() {
    Exception e = failure.get();
    if (e != null) {
      throw failed(e);
    }
  }

  private CliException failed(Exception e) {
    return new CliException(
        "sending to topic "
            + topic
            + " at "
            + access.bootstrap()
            + " failed: "
            + e.getMessage()
            + " ("
            + sent.count()
            + " events were acknowledged and stay in the topic)",
        e);
  }
}
