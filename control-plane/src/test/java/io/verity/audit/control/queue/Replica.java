package io.verity.audit.control.queue;

import io.verity.audit.store.DatabaseAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A process of {@link ReplicaMain}. */
final class Replica implements AutoCloseable {

  private final Process process;

  Replica(QueueServer server, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            ReplicaMain.class.getName());
    put(builder.environment(), ReplicaMain.CONTROL, server.access("control"));
    put(builder.environment(), ReplicaMain.REPORTER, server.access("reporter"));
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  private static void put(Map<String, String> environment, String name, DatabaseAccess access) {
    environment.put(name, access.url());
    environment.put(name + "_USER", access.user());
    environment.put(name + "_PASSWORD", access.password());
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Until {@link #thaw}, and longer than a lease: it wakes up and believes it is still at work. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new IllegalStateException("kill " + signal + " ended with " + code);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
