package io.verity.audit.control.access;

import io.verity.audit.service.KafkaAccess;
import io.verity.audit.store.AccessLogFeed.Line;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The topic of access events; made where it is missing, with one partition, which keeps their
 * order. For one thread.
 */
final class AccessTopic implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int DELIVERY_MILLIS = 30_000;
  private static final List<Header> FORMAT =
      List.of(new RecordHeader("verity-format", "verity".getBytes(StandardCharsets.UTF_8)));

  private final KafkaAccess access;
  private final String topic;
  private KafkaProducer<String, String> producer;

  AccessTopic(KafkaAccess access, String topic) {
    this.access = access;
    this.topic = topic;
  }

  /**
   * Returns when all replicas of the topic that are in step have all lines.
   *
   * @throws KafkaException where they don't; some of the lines may be there all the same
   */
  void publish(List<Line> lines) throws InterruptedException {
    if (producer == null) {
      create();
      producer = producer();
    }
    boolean done = false;
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Line line : lines) {
        Future<RecordMetadata> one =
            producer.send(
                new ProducerRecord<>(
                    topic, null, line.access().actor(), AccessEvent.json(line.access()), FORMAT));
        if (one.isDone()) {
          // a line that could not even be queued: those after it must not overtake it
          one.get();
        }
        sent.add(one);
      }
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
      done = true;
    } catch (ExecutionException e) {
      throw new KafkaException(cause(e), e.getCause());
    } finally {
      if (!done) {
        // what it still holds must not arrive after what is sent again
        close();
      }
    }
  }

  private void create() throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(access.clientSettings());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    try (Admin admin = Admin.create(settings)) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
          .all()
          .get();
    } catch (ExecutionException e) {
      // whoever may not create topics is told so before whether this one is there
      if (!(e.getCause() instanceof TopicExistsException
          || e.getCause() instanceof TopicAuthorizationException)) {
        throw new KafkaException("the topic " + topic + ": " + cause(e), e.getCause());
      }
    }
  }

  private static String cause(ExecutionException e) {
    return String.valueOf(e.getCause().getMessage());
  }

  private KafkaProducer<String, String> producer() {
    Map<String, Object> settings = new HashMap<>(access.clientSettings());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, TIMEOUT_MILLIS / 2);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }
}
