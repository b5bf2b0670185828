package io.verity.audit.cli.bench;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import io.verity.audit.ingest.config.IngestOption;
import io.verity.audit.stack.LocalStack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sets the stage: servers of its own, and the events in Kafka, once for all contenders. */
public final class Bench {

  private static final String TOPIC = "bench";
  private static final int PARTITIONS = 4;

  private Bench() {}

  /**
   * @param folder for all data; on tmpfs the figures depend less on the disk
   */
  public static IngestBench.Result ingest(
      Path folder,
      Map<String, String> environment,
      long events,
      int batch,
      int rounds,
      Progress progress)
      throws Exception {
    Map<String, String> own = withoutExternalServers(environment);
    try (LocalStack stack =
        LocalStack.in(folder).environment(own).progress(progress::line).start()) {
      stack.createTopic(TOPIC, PARTITIONS, Map.of());
      BenchStage stage = new BenchStage(stack, folder, own, TOPIC, events, batch, progress);
      produce(stage);
      return IngestBench.run(stage, rounds);
    }
  }

  /**
   * @param folder for all data; on tmpfs the figures depend less on the disk
   */
  public static ReportBench.Result report(
      Path folder,
      Map<String, String> environment,
      long events,
      int batch,
      int rounds,
      Progress progress)
      throws Exception {
    Map<String, String> own = withoutExternalServers(environment);
    try (LocalStack stack =
        LocalStack.in(folder).environment(own).progress(progress::line).withPostgres().start()) {
      return new ReportBench(stack, folder, own, progress).run(events, batch, rounds);
    }
  }

  /**
   * @param folder for all data
   * @param rate requests a second
   */
  public static ApiBench.Result api(
      Path folder, Map<String, String> environment, int rate, int seconds, Progress progress)
      throws InterruptedException {
    Map<String, String> own = withoutExternalServers(environment);
    try (LocalStack stack =
        LocalStack.in(folder).environment(own).progress(progress::line).withPostgres().start()) {
      return ApiBench.run(stack, folder, own, rate, seconds, progress);
    }
  }

  /** A benchmark fills and empties its servers: they are never somebody else's. */
  private static Map<String, String> withoutExternalServers(Map<String, String> environment) {
    Map<String, String> own = new HashMap<>(environment);
    own.remove(IngestOption.AUDIT_KAFKA_BOOTSTRAP.name());
    own.remove(IngestOption.AUDIT_CLICKHOUSE_URL.name());
    own.keySet().removeIf(name -> name.startsWith("REPORTER_") || name.startsWith("CONTROL_"));
    return own;
  }

  private static void produce(BenchStage stage) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", stage.stack().kafkaBootstrap());
    properties.put("compression.type", "lz4");
    properties.put("linger.ms", "20");
    properties.put("batch.size", "262144");
    AtomicReference<Exception> failure = new AtomicReference<>();
    BenchEvents events = new BenchEvents();
    try (var producer =
            new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        Progress.Counter counter = stage.progress().count("producing", stage.events())) {
      for (long i = 0; i < stage.events(); i++) {
        events.next();
        producer.send(
            new ProducerRecord<>(TOPIC, (int) (i % PARTITIONS), null, events.json()),
            (metadata, error) -> failure.compareAndSet(null, error));
        counter.at(i);
      }
    }
    if (failure.get() != null) {
      throw new CliException(
          "Kafka took not all events: " + failure.get().getMessage(), failure.get());
    }
  }
}
