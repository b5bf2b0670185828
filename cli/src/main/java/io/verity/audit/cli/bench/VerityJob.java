package io.verity.audit.cli.bench;

import static io.verity.audit.ingest.config.IngestOption.AUDIT_BATCH_SIZE;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CONSUMER_GROUP;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_DLQ_TOPIC;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_FLUSH_INTERVAL_SECONDS;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_KAFKA_TOPICS;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_PARALLELISM;

import io.verity.audit.cli.access.ServerAccess;
import io.verity.audit.cli.access.StackServers;
import io.verity.audit.cli.job.JobCommand;
import io.verity.audit.cli.job.JobProcess;
import java.nio.file.Path;
import java.util.UUID;

/**
 * This project's job, whole: exactly once, roots, intents and marks. Measured from the moment its
 * readers start until the ledger covers the last record; the start of its JVM is not counted, its
 * warming up is.
 */
final class VerityJob implements Contender {

  private static final String COVERED =
      "(SELECT sum(rows) AS covered FROM verity.verity_audit_batches WHERE kind = 'committed')";

  private int pass;
  private long parts;

  @Override
  public String name() {
    return "verity";
  }

  /** Active parts of the table after the last pass. */
  long parts() {
    return parts;
  }

  @Override
  public Measurement run(BenchStage stage) throws InterruptedException {
    stage.emptyTrail();
    pass++;
    Path folder = stage.folder().resolve("job-" + pass);
    JobCommand command =
        new StackServers(stage.stack(), new ServerAccess(folder, stage.environment()))
            .configure(new JobCommand(folder, stage.environment()))
            .with(AUDIT_KAFKA_TOPICS, stage.topic())
            .with(AUDIT_CONSUMER_GROUP, "bench-" + UUID.randomUUID())
            .with(AUDIT_BATCH_SIZE, Integer.toString(stage.batch()))
            .with(AUDIT_DLQ_TOPIC, "")
            .withDefault(AUDIT_PARALLELISM, "1")
            .withDefault(AUDIT_FLUSH_INTERVAL_SECONDS, "2");
    try (JobProcess job = command.start()) {
      job.awaitRunning(stage.progress());
      Measurement.Meter meter =
          new Measurement.Meter()
              .with("clickhouse", stage.stack().clickHouse().pid())
              .with("kafka", stage.stack().kafka().pid())
              .with("flink", job.pid());
      stage.awaitAll("the job", () -> covered(stage), job::requireAlive);
      Measurement measurement = meter.stop();
      parts =
          stage.count(
              "system.parts WHERE active AND database = 'verity' AND table = 'verity_audit'");
      return measurement;
    }
  }

  private static long covered(BenchStage stage) {
    return Long.parseLong(stage.admin("SELECT covered FROM " + COVERED).trim());
  }
}
