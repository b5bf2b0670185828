package io.verity.audit.stack.flink;

import io.verity.audit.stack.FreePorts;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A standalone Flink session cluster: JobManager and TaskManager as processes of their own, with
 * Flink's classes and none of the job's, and nothing of a job's settings in their environment.
 */
public final class SessionCluster implements AutoCloseable {

  private static final List<String> FLINK_ALONE =
      List.of(
          "/org/apache/flink/flink-",
          "/org/slf4j/",
          "/org/apache/logging/log4j/",
          "/at/yawk/lz4/",
          "/commons-",
          "/com/esotericsoftware/",
          "/org/objenesis/",
          "/org/snakeyaml/",
          "/org/javassist/");

  /** What Flink's distribution sets in {@code env.java.opts.all}, as far as a job needs it. */
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED");

  private final Path folder;
  private final String heap;
  private final URI rest;
  private final Map<String, String> driverEnvironment;
  private final List<Process> processes = new ArrayList<>();

  /**
   * Starts it, and does not wait until it is ready.
   *
   * @param folder for its files; {@link #jarFolder} and {@link #logs} are in it
   * @param heap of each process
   * @param settings of Flink beside those that make it a cluster; with them the TaskManager's
   *     memory, each part of it, since no script of Flink's computes it here
   * @param driverEnvironment for the JobManager, which runs the driver of a jar sent to it by REST
   */
  public SessionCluster(
      Path folder, String heap, Map<String, String> settings, Map<String, String> driverEnvironment)
      throws IOException {
    this.folder = folder;
    this.heap = heap;
    this.driverEnvironment = Map.copyOf(driverEnvironment);
    int port = FreePorts.choose();
    this.rest = URI.create("http://localhost:" + port);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("jobmanager.rpc.address", "localhost");
    all.put("jobmanager.rpc.port", Integer.toString(FreePorts.choose()));
    all.put("rest.address", "localhost");
    all.put("rest.port", Integer.toString(port));
    all.put("io.tmp.dirs", folder.toString());
    all.put("web.upload.dir", folder.toString());
    all.put("taskmanager.host", "localhost");
    all.put("taskmanager.cpu.cores", "2");
    all.put("taskmanager.numberOfTaskSlots", "2");
    all.put("taskmanager.memory.framework.heap.size", "64m");
    all.put("taskmanager.memory.framework.off-heap.size", "64m");
    all.put("taskmanager.memory.jvm-metaspace.size", "128m");
    all.put("taskmanager.memory.jvm-overhead.min", "64m");
    all.put("taskmanager.memory.jvm-overhead.max", "64m");
    all.put("taskmanager.memory.task.off-heap.size", "0m");
    all.putAll(settings);
    Files.writeString(
        folder.resolve("config.yaml"),
        all.entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue() + "\n")
            .collect(Collectors.joining()));
    startJobManager();
    processes.add(start("org.apache.flink.runtime.taskexecutor.TaskManagerRunner", Map.of()));
  }

  /** {@code flink run ARGUMENTS}; the exit code and what it printed. */
  public String run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(arguments));
    Process client = java("org.apache.flink.client.cli.CliFrontend", environment, all).start();
    String output = new String(client.getInputStream().readAllBytes());
    return client.waitFor() + " " + output;
  }

  public URI rest() {
    return rest;
  }

  /** A jar put here is one that was uploaded, its file name the id. */
  public Path jarFolder() {
    return folder.resolve("flink-web-upload");
  }

  /** What both processes have logged so far. */
  public String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    try (var files = Files.newDirectoryStream(folder, "*.log")) {
      for (Path file : files) {
        logs.append(Files.readString(file));
      }
    }
    return logs.toString();
  }

  /** As {@code kill -9} does; its jobs are gone with it. */
  public void killJobManager() {
    processes.remove(0).destroyForcibly().onExit().join();
  }

  /** Again, at the same address, after it was killed. */
  public void startJobManager() throws IOException {
    processes.add(
        0,
        start(
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            driverEnvironment));
  }

  /** The JobManager and the TaskManager. */
  public List<ProcessHandle> processes() {
    return processes.stream().map(Process::toHandle).toList();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }

  private Process start(String mainClass, Map<String, String> environment) throws IOException {
    String name = mainClass.substring(mainClass.lastIndexOf('.') + 1);
    return java(mainClass, environment, List.of("--configDir", folder.toString()))
        .redirectOutput(Redirect.appendTo(folder.resolve(name + ".log").toFile()))
        .start();
  }

  private ProcessBuilder java(
      String mainClass, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.addAll(JAVA_OPTIONS);
    if (!arguments.get(0).equals("run")) {
      command.add("-Dlog4j2.level=INFO");
    }
    command.addAll(List.of("-cp", classPath(), mainClass));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("AUDIT_") || name.startsWith("REPORTER_"));
    builder.environment().putAll(environment);
    builder.environment().put("FLINK_CONF_DIR", folder.toString());
    return builder;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> FLINK_ALONE.stream().anyMatch(entry::contains))
        .filter(entry -> !entry.contains("/flink-connector-jdbc"))
        .filter(entry -> !entry.contains("/flink-connector-kafka"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
