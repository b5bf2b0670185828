package io.verity.audit.cli.job;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import io.verity.audit.stack.LogTail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The running job, a JVM of its own that dies with this one. */
public final class JobProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration PROBE_INTERVAL = Duration.ofMillis(200);

  private final Process process;
  private final JobCommand command;

  JobProcess(Process process, JobCommand command) {
    this.process = process;
    this.command = command;
  }

  public String metricsUrl() {
    return "http://127.0.0.1:" + command.metricsPort() + "/metrics";
  }

  public Path log() {
    return command.log();
  }

  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  public long pid() {
    return process.pid();
  }

  /** SIGKILL, and waits for the end. Nothing is flushed, nobody is told. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Waits for its end. */
  public int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** Fails with the job's last words where it is no longer there. */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new CliException(
          "the job stopped with exit code " + process.exitValue() + ": " + lastWords());
    }
  }

  /** Returns when the job runs, which is when its metrics endpoint answers. */
  public void awaitRunning(Progress progress) throws InterruptedException {
    long began = System.nanoTime();
    long told = began;
    while (!metricsAnswer()) {
      if (process.waitFor(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        requireAlive();
      }
      long now = System.nanoTime();
      if (now - began > START_LIMIT.toNanos()) {
        throw new CliException(
            "the job did not come up within " + START_LIMIT.toMinutes() + " min; see " + log());
      }
      if (now - told > Duration.ofSeconds(15).toNanos()) {
        progress.line("the job is still starting; its log is " + log());
        told = now;
      }
    }
  }

  /** SIGTERM, and SIGKILL where that does not end it in time. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    process.onExit().join();
  }

  /** A refused start is one line on its stderr; otherwise the end of the log tells. */
  private String lastWords() {
    try {
      String errors = Files.exists(command.errors()) ? LogTail.of(command.errors()).strip() : "";
      return errors.isEmpty() ? "its log, " + log() + ", ends:\n" + LogTail.of(log()) : errors;
    } catch (UncheckedIOException e) {
      return "see " + log();
    }
  }

  private boolean metricsAnswer() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(metricsUrl()).toURL().openConnection();
      connection.setConnectTimeout(500);
      connection.setReadTimeout(5_000);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
