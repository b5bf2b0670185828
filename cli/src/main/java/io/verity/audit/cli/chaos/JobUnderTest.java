package io.verity.audit.cli.chaos;

import static io.verity.audit.ingest.config.IngestOption.AUDIT_BATCH_SIZE;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CHECKPOINT_DIR;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_FLUSH_INTERVAL_SECONDS;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_INSERT_TIMEOUT_SECONDS;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_MAX_INTAKE_BYTES;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_PARALLELISM;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_SPILL_THRESHOLD_BYTES;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import io.verity.audit.cli.access.StackServers;
import io.verity.audit.cli.job.JobCommand;
import io.verity.audit.cli.job.JobProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The job as a process of its own: one at a time, killed and started in every way there is. */
final class JobUnderTest implements AutoCloseable {

  /** Short, so that rounds are: a stateless start waits until no INSERT can arrive any more. */
  static final Duration INSERT_TIMEOUT = Duration.ofSeconds(2);

  static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);

  /** Little, so that what an outage left behind is not one commit of thousands of batches. */
  private static final int INTAKE_BYTES = 2 << 20;

  private final Path folder;
  private final Map<String, String> environment;
  private final StackServers servers;
  private final Progress progress;
  private final CheckpointFolders checkpoints;
  private JobProcess process;
  private int starts;

  JobUnderTest(
      Path folder, Map<String, String> environment, StackServers servers, Progress progress) {
    this.folder = folder;
    this.environment = environment;
    this.servers = servers;
    this.progress = progress;
    this.checkpoints = new CheckpointFolders(folder.resolve("checkpoints"));
  }

  /** Returns when the job runs. */
  void start(JobShape shape) throws InterruptedException {
    process =
        servers
            .configure(new JobCommand(folder, environment))
            .with(AUDIT_CHECKPOINT_DIR, JobCommand.flinkUri(checkpoints.current()))
            .with(AUDIT_FLUSH_INTERVAL_SECONDS, Long.toString(FLUSH_INTERVAL.toSeconds()))
            .with(AUDIT_INSERT_TIMEOUT_SECONDS, Long.toString(INSERT_TIMEOUT.toSeconds()))
            .with(AUDIT_MAX_INTAKE_BYTES, Integer.toString(INTAKE_BYTES))
            .with(AUDIT_PARALLELISM, Integer.toString(shape.parallelism()))
            .with(AUDIT_BATCH_SIZE, Integer.toString(shape.batchSize()))
            .with(AUDIT_SPILL_THRESHOLD_BYTES, Integer.toString(shape.spillThresholdBytes()))
            .withArgument("--resume")
            .start();
    starts++;
    process.awaitRunning(progress);
  }

  void kill() {
    process.kill();
  }

  Freeze freeze() {
    return Freeze.of(process.pid());
  }

  CheckpointFolders checkpoints() {
    return checkpoints;
  }

  /** How often the job was started after the first time. */
  int restarts() {
    return starts - 1;
  }

  /** Whether it lives; fails with its last words where it ended by itself. */
  boolean requireAlive() {
    process.requireAlive();
    return true;
  }

  /** Lets time pass, unless the job ends by itself, which is a failure. */
  void letRun(Duration time) throws InterruptedException {
    try {
      process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
      process.requireAlive();
    } catch (TimeoutException e) {
      // it lives, as it should
    } catch (ExecutionException e) {
      throw new CliException("the job could not be watched", e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.kill();
    }
  }
}
