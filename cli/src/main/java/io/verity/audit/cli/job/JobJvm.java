package io.verity.audit.cli.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM for a job is started: what is common to all of them. */
final class JobJvm {

  private JobJvm() {}

  /**
   * The command line up to the class path.
   *
   * @param folder for what a crash leaves
   * @param logConfig on the class path, beside the command line's own
   */
  static List<String> commandLine(Path folder, Path temporary, String heap, String logConfig) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    // large column buffers would be humongous objects to G1
    command.add("-XX:+UseParallelGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:ErrorFile=" + folder.resolve("hs_err_job_%p.log"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Djna.tmpdir=" + temporary);
    command.add("-Dlog4j2.configurationFile=classpath:io/verity/audit/cli/" + logConfig);
    return command;
  }
}
