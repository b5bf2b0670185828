package io.verity.audit.ingest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The job's main in a JVM of its own, as a user starts it: with no logging configuration. */
final class IngestProcess {

  private IngestProcess() {}

  /** How it ended; two that differ only in the time they took are equal. */
  record Outcome(int status, String output, String errors, Duration took) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Outcome that
          && status == that.status
          && output.equals(that.output)
          && errors.equals(that.errors);
    }

    @Override
    public int hashCode() {
      return Objects.hash(status, output, errors);
    }
  }

  static Outcome refused(String message) {
    return new Outcome(1, "", "audit-ingest: " + message, Duration.ZERO);
  }

  static Outcome run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath()));
    command.add(AuditIngestJob.class.getName());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("AUDIT_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    Path output = Files.createTempFile("ingest", ".out");
    Path errors = Files.createTempFile("ingest", ".err");
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
    long began = System.nanoTime();
    Process process = builder.start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("still runs after a minute: " + Files.readString(errors));
      }
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return new Outcome(process.exitValue(), read(output), read(errors), took);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) throws IOException {
    String text = Files.readString(file).strip();
    Files.delete(file);
    return text;
  }

  /** This JVM's, without the tests and their logging configuration. */
  private static String classPath() throws Exception {
    Path tests =
        Path.of(IngestProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).toAbsolutePath().equals(tests.toAbsolutePath()))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
