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
 * How the processes of one standalone cluster are started: with Flink's classes and none of the
 * job's, with {@code flink-conf/} as it is, and everything else on the command line.
 */
final class FlinkProcesses {

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

  /** As config.yaml has them: Flink's scripts read them there, and there are no scripts here. */
  static final List<String> JAVA_OPTIONS =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:SoftRefLRUPolicyMSPerMB=0");

  private static final String JOB_MANAGER = "jobmanager";
  private static final String TASK_MANAGER = "taskmanager";
  private static final String METASPACE = ".memory.jvm-metaspace.size";

  /** Flink's, for both kinds of process. */
  private static final String DEFAULT_METASPACE = "256m";

  private static final List<String> OF_JOBS = List.of("AUDIT_", "REPORTER_");

  private final Path folder;
  private final String heap;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final URI rest;

  FlinkProcesses(Path folder, String heap, Map<String, String> settings) throws IOException {
    this.folder = folder;
    this.heap = heap;
    FlinkConf.copyTo(folder);
    defaults();
    // Flink's own place is one for the machine, and a jar that lies there is never fetched anew
    this.settings.put("user.artifacts.base-dir", folder.resolve("artifacts").toString());
    this.settings.putAll(settings);
    boolean tls = Boolean.parseBoolean(settings.get("security.ssl.rest.enabled"));
    this.rest =
        URI.create((tls ? "https" : "http") + "://localhost:" + this.settings.get("rest.port"));
  }

  private void defaults() {
    settings.put("jobmanager.rpc.address", "localhost");
    settings.put("jobmanager.rpc.port", Integer.toString(FreePorts.choose()));
    settings.put(JOB_MANAGER + METASPACE, DEFAULT_METASPACE);
    settings.put("rest.address", "localhost");
    settings.put("rest.port", Integer.toString(FreePorts.choose()));
    settings.put("io.tmp.dirs", folder.toString());
    settings.put("web.upload.dir", folder.toString());
    settings.put("taskmanager.host", "localhost");
    settings.put("taskmanager.cpu.cores", "2");
    settings.put("taskmanager.numberOfTaskSlots", "2");
    settings.put("taskmanager.memory.framework.heap.size", "64m");
    settings.put("taskmanager.memory.framework.off-heap.size", "64m");
    settings.put(TASK_MANAGER + METASPACE, DEFAULT_METASPACE);
    settings.put("taskmanager.memory.jvm-overhead.min", "64m");
    settings.put("taskmanager.memory.jvm-overhead.max", "64m");
    settings.put("taskmanager.memory.task.off-heap.size", "0m");
  }

  Path folder() {
    return folder;
  }

  URI rest() {
    return rest;
  }

  Process startJobManager(String mainClass, Map<String, String> environment, List<String> arguments)
      throws IOException {
    return start("JobManager", JOB_MANAGER, mainClass, environment, arguments);
  }

  Process startTaskManager(int number, Map<String, String> environment) throws IOException {
    String mainClass = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
    return start("TaskManager-" + number, TASK_MANAGER, mainClass, environment, List.of());
  }

  /** What it says is appended to {@code NAME.log}. */
  private Process start(
      String name,
      String kind,
      String mainClass,
      Map<String, String> environment,
      List<String> arguments)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("--configDir", folder.toString()));
    settings.forEach((key, value) -> all.addAll(List.of("-D", key + "=" + value)));
    all.addAll(arguments);
    return java(settings.get(kind + METASPACE), mainClass, environment, all)
        .redirectOutput(Redirect.appendTo(folder.resolve(name + ".log").toFile()))
        .start();
  }

  /** Flink's command line, which is told where the cluster is. */
  Process client(Map<String, String> environment, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("run"));
    settings.forEach((key, value) -> all.add("-D" + key + "=" + value));
    all.addAll(List.of("-m", rest.getAuthority()));
    all.addAll(arguments);
    Map<String, String> quiet = new LinkedHashMap<>(Map.of("ROOT_LOG_LEVEL", "ERROR"));
    quiet.putAll(environment);
    String mainClass = "org.apache.flink.client.cli.CliFrontend";
    return java(DEFAULT_METASPACE, mainClass, quiet, all).start();
  }

  private ProcessBuilder java(
      String metaspace, String mainClass, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-XX:MaxMetaspaceSize=" + metaspace);
    command.addAll(JAVA_OPTIONS);
    command.add("-Dlog4j2.configurationFile=" + folder.resolve(FlinkConf.LOG_CONFIG));
    command.addAll(List.of("-cp", classPath(), mainClass));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> OF_JOBS.stream().anyMatch(name::startsWith));
    builder.environment().putAll(environment);
    builder.environment().put("FLINK_CONF_DIR", folder.toString());
    return builder;
  }

  /** What all processes have logged so far. */
  String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    try (var files = Files.newDirectoryStream(folder, "*.log")) {
      for (Path file : files) {
        logs.append(Files.readString(file));
      }
    }
    return logs.toString();
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> FLINK_ALONE.stream().anyMatch(entry::contains))
        .filter(entry -> !entry.contains("/flink-connector-jdbc"))
        .filter(entry -> !entry.contains("/flink-connector-kafka"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
