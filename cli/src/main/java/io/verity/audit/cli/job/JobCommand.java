package io.verity.audit.cli.job;

import static io.verity.audit.ingest.config.IngestOption.AUDIT_CHECKPOINT_DIR;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_METRICS_PORT;

import io.verity.audit.cli.CliException;
import io.verity.audit.ingest.config.IngestOption;
import io.verity.audit.stack.FreePorts;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How the job is started: in a JVM of its own with the class path of this one, its settings in the
 * environment, where no other user sees a password, and everything it writes in one folder.
 */
public final class JobCommand {

  private static final String HEAP = "VERITY_JOB_HEAP";
  private static final String DEFAULT_HEAP = "512m";
  private static final long LOG_LIMIT = 16 << 20;

  private final Path folder;
  private final Map<String, String> environment;
  private final Map<IngestOption, String> settings = new EnumMap<>(IngestOption.class);
  private final List<String> arguments = new ArrayList<>();

  /**
   * @param folder for logs, temporary files and, unless the environment names another place,
   *     checkpoints
   */
  public JobCommand(Path folder, Map<String, String> environment) {
    this.folder = folder.toAbsolutePath().normalize();
    this.environment = environment;
    if (!isNamed(AUDIT_CHECKPOINT_DIR)) {
      with(AUDIT_CHECKPOINT_DIR, flinkUri(this.folder.resolve("checkpoints")));
    }
    if (!isNamed(AUDIT_METRICS_PORT)) {
      with(AUDIT_METRICS_PORT, Integer.toString(FreePorts.choose()));
    }
  }

  /** A folder as Flink reads it: unlike a URI's, its paths are not percent-encoded. */
  public static String flinkUri(Path folder) {
    return "file://" + folder.toAbsolutePath();
  }

  /** Overrides what the environment says. */
  public JobCommand with(IngestOption option, String value) {
    settings.put(option, value);
    return this;
  }

  /** For what the environment does not say. */
  public JobCommand withDefault(IngestOption option, String value) {
    return isNamed(option) ? this : with(option, value);
  }

  public JobCommand withArgument(String argument) {
    arguments.add(argument);
    return this;
  }

  /** Log and errors go to files of the folder. */
  public JobProcess start() {
    return start(Redirect.appendTo(log().toFile()), Redirect.to(errors().toFile()), "SYSTEM_OUT");
  }

  /** Log and errors go to this process's stderr. */
  public JobProcess startInForeground() {
    return start(Redirect.DISCARD, Redirect.INHERIT, "SYSTEM_ERR");
  }

  /** The first port where a range is named: the job takes the first that is free. */
  int metricsPort() {
    String ports =
        settings.getOrDefault(AUDIT_METRICS_PORT, environment.get(AUDIT_METRICS_PORT.name()));
    try {
      return Integer.parseInt(ports.strip());
    } catch (NumberFormatException e) {
      throw new CliException(AUDIT_METRICS_PORT + " is \"" + ports + "\": name one port here", e);
    }
  }

  Path log() {
    return folder.resolve("job.log");
  }

  Path errors() {
    return folder.resolve("job.err");
  }

  private JobProcess start(Redirect output, Redirect errors, String logTarget) {
    try {
      Path temporary = folder.resolve("job-tmp");
      Files.createDirectories(temporary);
      deleteFilesLeftIn(temporary);
      turnLog();
      ProcessBuilder builder =
          new ProcessBuilder(commandLine(temporary, logTarget))
              .redirectOutput(output)
              .redirectError(errors);
      builder.environment().clear();
      builder.environment().putAll(environment);
      settings.forEach((option, value) -> builder.environment().put(option.name(), value));
      JobJvm.configureFlink(folder, builder.environment());
      return new JobProcess(builder.start(), this);
    } catch (IOException e) {
      throw new CliException(
          "the job could not be started in " + folder + ": " + e.getMessage(), e);
    }
  }

  private List<String> commandLine(Path temporary, String logTarget) {
    List<String> command =
        JobJvm.flink(folder, temporary, environment.getOrDefault(HEAP, DEFAULT_HEAP));
    command.add("-Dverity.log.target=" + logTarget);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(JobMain.class.getName());
    command.addAll(arguments);
    return command;
  }

  /** What a killed JVM unpacked; folders go with the job's own clean-up. */
  private static void deleteFilesLeftIn(Path temporary) throws IOException {
    File[] left = temporary.toFile().listFiles(File::isFile);
    for (File file : left == null ? new File[0] : left) {
      Files.deleteIfExists(file.toPath());
    }
  }

  private void turnLog() throws IOException {
    if (Files.exists(log()) && Files.size(log()) > LOG_LIMIT) {
      Files.move(log(), folder.resolve("job.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private boolean isNamed(IngestOption option) {
    return !environment.getOrDefault(option.name(), "").isBlank();
  }
}
