package io.verity.audit.ingest;

import io.verity.audit.stack.FreePorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A standalone Flink session cluster: JobManager and TaskManager as processes of their own, with
 * Flink's classes and none of the job's.
 */
final class SessionCluster implements AutoCloseable {

  private static final List<String> FLINK_ALONE =
      List.of(
          "/org/apache/flink/flink-",
          "/org/slf4j/",
          "/org/apache/logging/log4j/",
          "/commons-",
          "/com/esotericsoftware/",
          "/org/objenesis/",
          "/org/snakeyaml/",
          "/org/javassist/");

  /** What Flink's distribution sets in {@code env.java.opts.all}, as far as a job needs it. */
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-Xmx256m",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED");

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  SessionCluster(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(
        folder.resolve("config.yaml"),
        """
        jobmanager.rpc.address: localhost
        jobmanager.rpc.port: %d
        rest.address: localhost
        rest.port: %d
        io.tmp.dirs: %s
        taskmanager.numberOfTaskSlots: 2
        taskmanager.cpu.cores: 2
        taskmanager.memory.framework.heap.size: 64m
        taskmanager.memory.framework.off-heap.size: 64m
        taskmanager.memory.jvm-metaspace.size: 128m
        taskmanager.memory.jvm-overhead.min: 64m
        taskmanager.memory.jvm-overhead.max: 64m
        taskmanager.memory.task.heap.size: 192m
        taskmanager.memory.task.off-heap.size: 0m
        taskmanager.memory.managed.size: 16m
        taskmanager.memory.network.min: 32m
        taskmanager.memory.network.max: 32m
        taskmanager.host: localhost
        """
            .formatted(FreePorts.choose(), FreePorts.choose(), folder));
    start("org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
    start("org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
  }

  /** {@code flink run -d JAR}; the exit code and what it printed. */
  String run(Path jar, Map<String, String> environment) throws Exception {
    Process client =
        java("org.apache.flink.client.cli.CliFrontend", environment, "run", "-d", jar.toString());
    String output = new String(client.getInputStream().readAllBytes());
    return client.waitFor() + " " + output;
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }

  private void start(String mainClass) throws IOException {
    processes.add(java(mainClass, Map.of(), "--configDir", folder.toString()));
  }

  private Process java(String mainClass, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JAVA_OPTIONS);
    command.addAll(List.of("-cp", classPath(), mainClass));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("AUDIT_"));
    builder.environment().putAll(environment);
    builder.environment().put("FLINK_CONF_DIR", folder.toString());
    if (arguments[0].equals("--configDir")) {
      builder.redirectOutput(folder.resolve(mainClass + ".log").toFile());
    }
    return builder.start();
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> FLINK_ALONE.stream().anyMatch(entry::contains))
        .filter(entry -> !entry.contains("flink-connector-kafka"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
