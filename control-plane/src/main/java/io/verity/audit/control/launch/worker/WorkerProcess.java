package io.verity.audit.control.launch.worker;

import io.verity.audit.control.launch.worker.WorkerLine.Answer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One child process, from its start to its death. */
final class WorkerProcess {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final long STOP_SECONDS = 5;
  private static final int SIGNAL = 128;

  private final Process process;
  private final BufferedWriter input;
  private final LastWords lastWords;
  private final long startedNanos = System.nanoTime();

  /** Only of the thread that listens. */
  private String dyingWords;

  private WorkerProcess(Process process, LastWords lastWords) {
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    this.lastWords = lastWords;
  }

  /**
   * @param environment all of it: nothing of this process's own is added
   * @param log that what it prints as errors is added to
   */
  static WorkerProcess start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    Path file = log.toAbsolutePath();
    Files.createDirectories(file.getParent());
    LastWords lastWords = LastWords.from(file);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(file.toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new WorkerProcess(builder.start(), lastWords);
  }

  /**
   * Passes on what the process says, and once that it has died.
   *
   * @param onDeath how it died, for a person
   */
  void listen(Consumer<Answer> onAnswer, Consumer<String> onDeath) {
    Thread thread =
        new Thread(
            () -> {
              readAll(onAnswer);
              // who says nothing any more can't be asked to work either
              process.destroyForcibly();
              onDeath.accept(death(process.onExit().join().exitValue()));
            },
            "report-worker");
    thread.setDaemon(true);
    thread.start();
  }

  synchronized void tell(String line) throws IOException {
    input.write(line);
    input.newLine();
    input.flush();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** The end of its input is its order to end. */
  void close() {
    try {
      input.close();
    } catch (IOException e) {
      // it is gone already
    }
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void readAll(Consumer<Answer> onAnswer) {
    // closed by the death of the process
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<Answer> answer = WorkerLine.read(line);
        // the JVM says what it dies of here, and not among its errors
        dyingWords = answer.isPresent() ? null : line;
        if (answer.isPresent()) {
          onAnswer.accept(answer.get());
        } else {
          LOG.warn("The report worker said what is no answer: {}", line);
        }
      }
    } catch (IOException e) {
      LOG.debug("The report worker can't be heard any more", e);
    }
  }

  private String death(int code) {
    if (code > SIGNAL) {
      return "the report worker was killed by signal " + (code - SIGNAL);
    }
    Optional<String> words = Optional.ofNullable(dyingWords).or(lastWords::read);
    return "the report worker ended by itself with exit code "
        + code
        + words.map(said -> ": " + said).orElse("");
  }
}
