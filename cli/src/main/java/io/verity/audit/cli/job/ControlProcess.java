package io.verity.audit.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.cli.CliException;
import io.verity.audit.stack.LogTail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The running control plane, a JVM of its own that dies with this one. */
public final class ControlProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final ControlCommand command;
  private final CompletableFuture<JsonNode> ready;

  ControlProcess(Process process, ControlCommand command) {
    this.process = process;
    this.command = command;
    this.ready = CompletableFuture.supplyAsync(this::firstLine);
  }

  /**
   * Waits until the API answers.
   *
   * @return its address
   */
  public String awaitReady() throws InterruptedException {
    try {
      return ready.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS).path("api").asText();
    } catch (TimeoutException e) {
      throw new CliException(
          "the control plane did not come up within "
              + START_LIMIT.toMinutes()
              + " min; see "
              + command.log(),
          e);
    } catch (ExecutionException e) {
      throw new CliException("the control plane did not start: " + lastWords(), e.getCause());
    }
  }

  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  public long pid() {
    return process.pid();
  }

  /** CPU time since its start, the worker's not included. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Fails with its last words where it is no longer there. */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new CliException(
          "the control plane stopped with exit code " + process.exitValue() + ": " + lastWords());
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

  /** Where it is and that it answers; nothing else comes on its stdout. */
  private JsonNode firstLine() {
    // closing the reader would close the pipe: the process keeps it
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    try {
      String line = out.readLine();
      if (line == null) {
        process.onExit().join();
        throw new CliException("it ended");
      }
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lastWords() {
    try {
      String errors = Files.exists(command.errors()) ? LogTail.of(command.errors()).strip() : "";
      return errors.isEmpty()
          ? "its log, " + command.log() + ", ends:\n" + LogTail.of(command.log())
          : errors;
    } catch (UncheckedIOException e) {
      return "see " + command.log();
    }
  }
}
