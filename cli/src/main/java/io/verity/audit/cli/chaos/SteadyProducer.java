package io.verity.audit.cli.chaos;

import io.verity.audit.cli.CliException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records at a steady rate whatever becomes of Kafka: it tries again without bound, and makes
 * up for an outage afterwards. Idempotent, acknowledged by all replicas.
 */
final class SteadyProducer implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(50);

  private final String topic;
  private final ChaosRecords records;
  private final Accounting accounting;
  private final int recordsPerTick;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> firstFailure = new AtomicReference<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(SteadyProducer::daemon);
  private ScheduledFuture<?> ticking;

  SteadyProducer(
      String bootstrap,
      String topic,
      ChaosRecords records,
      Accounting accounting,
      int recordsPerSecond) {
    this.topic = topic;
    this.records = records;
    this.accounting = accounting;
    this.recordsPerTick = Math.max(1, (int) (recordsPerSecond * TICK.toMillis() / 1000));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500L,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                Long.MAX_VALUE,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void start() {
    ticking = clock.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Fails where the producer has stopped by itself. */
  void requireRunning() {
    if (ticking.isDone()) {
      throw new CliException("the producer stopped", firstFailure.get());
    }
  }

  /** What Kafka said of the first record that it did not take, or null. */
  Exception firstFailure() {
    return firstFailure.get();
  }

  /** Sends nothing more; what was sent is still under way. */
  void stop() {
    ticking.cancel(false);
  }

  /** Stops sending and returns when Kafka has answered for every record. */
  void finish(Duration limit) throws InterruptedException {
    stop();
    clock.execute(producer::flush);
    clock.shutdown();
    if (!clock.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new CliException(
          "Kafka did not acknowledge everything within " + limit.toSeconds() + " s");
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close(Duration.ZERO);
  }

  private void tick() {
    try {
      for (int i = 0; i < recordsPerTick; i++) {
        sendNext();
      }
    } catch (RuntimeException e) {
      firstFailure.compareAndSet(null, e);
      throw e;
    }
  }

  private void sendNext() {
    int number = accounting.sending();
    producer.send(
        new ProducerRecord<>(topic, records.key(number), records.value(number, Instant.now())),
        (metadata, failure) -> {
          if (failure == null) {
            accounting.acknowledged(number, metadata.partition(), metadata.offset());
          } else {
            firstFailure.compareAndSet(null, failure);
          }
        });
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "chaos-producer");
    thread.setDaemon(true);
    return thread;
  }
}
