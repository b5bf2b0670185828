package io.verity.audit.cli.job;

import io.verity.audit.stack.flink.FlinkConf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a JVM for a job is started: what is common to all of them. */
final class JobJvm {

  private static final String FLINK_LOG_CONFIG = FlinkConf.ON_CLASS_PATH + FlinkConf.LOG_CONFIG;
  private static final String OWN_LOG_CONFIG = "io/verity/audit/cli/";

  private JobJvm() {}

  /**
   * The command line of a JVM that runs Flink, up to the class path: it logs as {@code flink-conf/}
   * says.
   */
  static List<String> flink(Path folder, Path temporary, String heap) {
    return start(folder, temporary, heap, FLINK_LOG_CONFIG);
  }

  /**
   * What a JVM that runs Flink gets beside its settings: {@code flink-conf/}, and no other
   * configuration of Flink that this machine may have.
   */
  static void configureFlink(Path folder, Map<String, String> environment) throws IOException {
    environment.put("FLINK_CONF_DIR", FlinkConf.copyTo(folder.resolve("flink-conf")).toString());
    environment.putIfAbsent("ROOT_LOG_LEVEL", "WARN");
  }

  /**
   * The command line up to the class path.
   *
   * @param folder for what a crash leaves
   * @param logConfig on the class path, beside the command line's own
   */
  static List<String> commandLine(Path folder, Path temporary, String heap, String logConfig) {
    return start(folder, temporary, heap, OWN_LOG_CONFIG + logConfig);
  }

  private static List<String> start(Path folder, Path temporary, String heap, String logConfig) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    // large column buffers would be humongous objects to G1
    command.add("-XX:+UseParallelGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:ErrorFile=" + folder.resolve("hs_err_job_%p.log"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Djna.tmpdir=" + temporary);
    command.add("-Dlog4j2.configurationFile=classpath:" + logConfig);
    return command;
  }
}
