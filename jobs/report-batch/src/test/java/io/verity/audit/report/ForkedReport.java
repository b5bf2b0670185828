package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs {@link ReportJob} in a JVM of its own, of any JDK. */
final class ForkedReport {

  private ForkedReport() {}

  /** Its answers, one line a report. */
  static String run(
      Path javaHome, List<String> options, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.add("-Xmx512m");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ReportJob.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.startsWith("REPORTER_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      String answers = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(answers).isZero();
      return answers;
    } finally {
      process.destroyForcibly();
    }
  }
}
