package io.verity.audit.cli.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How a JVM that makes reports is started, by the command line or by the control plane. */
final class ReportJvm {

  private static final String HEAP = "VERITY_REPORT_HEAP";
  private static final String DEFAULT_HEAP = "768m";

  private ReportJvm() {}

  /**
   * The command line up to the arguments of {@code main}.
   *
   * @param folder for temporary files and what a crash leaves
   */
  static List<String> command(Path folder, Map<String, String> environment, Path log, Class<?> main)
      throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("report-tmp"));
    List<String> command =
        JobJvm.flink(folder, temporary, environment.getOrDefault(HEAP, DEFAULT_HEAP));
    // its standard output is for answers, its standard error for progress
    command.add("-Dverity.log.appender=FILE");
    command.add("-Dlog.file=" + log);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    return command;
  }
}
