package io.verity.audit.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** {@link WorkerMain} in a JVM of its own, and all that it says. */
final class ForkedWorker implements AutoCloseable {

  private final Process process;
  private final Writer input;
  private final List<String> said = new CopyOnWriteArrayList<>();

  ForkedWorker(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName())
            .redirectError(Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.startsWith("REPORTER_"));
    builder.environment().putAll(environment);
    process = builder.start();
    input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    Thread listener = new Thread(this::listen);
    listener.setDaemon(true);
    listener.start();
  }

  void launch(UUID runId, int attempt) throws IOException {
    tell("launch", runId, attempt);
  }

  void cancel(UUID runId, int attempt) throws IOException {
    tell("cancel", runId, attempt);
  }

  void say(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
  }

  List<String> said() {
    return List.copyOf(said);
  }

  /** All that it said of a run. */
  List<String> said(UUID runId) {
    return said.stream().filter(line -> line.contains(runId.toString())).toList();
  }

  /** What the kernel does as well when the parent is killed. */
  boolean endsWithItsInput() throws IOException, InterruptedException {
    input.close();
    return process.waitFor(5, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void tell(String what, UUID runId, int attempt) throws IOException {
    say("{\"%s\":{\"run_id\":\"%s\",\"attempt\":%d}}".formatted(what, runId, attempt));
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
      }
    } catch (IOException e) {
      // it was killed
    }
  }
}
