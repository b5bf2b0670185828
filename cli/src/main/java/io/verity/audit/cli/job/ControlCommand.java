package io.verity.audit.cli.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.cli.CliException;
import io.verity.audit.control.config.ControlOption;
import io.verity.audit.report.WorkerMain;
import io.verity.audit.service.EnvironmentOption;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the control plane is started: its settings, and the worker that makes its reports. */
public final class ControlCommand {

  private static final String HEAP = "VERITY_CONTROL_HEAP";
  private static final String DEFAULT_HEAP = "256m";
  private static final String LOG_CONFIG = "control-log4j2.properties";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final Map<String, String> environment;
  private final Map<String, String> settings = new HashMap<>();

  /**
   * @param folder for logs and temporary files
   */
  public ControlCommand(Path folder, Map<String, String> environment) {
    this.folder = folder.toAbsolutePath().normalize();
    this.environment = environment;
  }

  /** Overrides what the environment says. */
  public ControlCommand with(EnvironmentOption option, String value) {
    settings.put(option.name(), value);
    return this;
  }

  /** For what the environment does not say. */
  public ControlCommand withDefault(EnvironmentOption option, String value) {
    return isUnset(option) ? with(option, value) : this;
  }

  /** Overrides what the environment says. */
  public ControlCommand with(Map<? extends EnvironmentOption, String> others) {
    others.forEach(this::with);
    return this;
  }

  /** A variable that is no option of the control plane, but one that its configuration names. */
  public ControlCommand withVariables(Map<String, String> variables) {
    settings.putAll(variables);
    return this;
  }

  public boolean isUnset(EnvironmentOption option) {
    return environment.getOrDefault(option.name(), "").isBlank();
  }

  Path log() {
    return folder.resolve("control.log");
  }

  Path errors() {
    return folder.resolve("control.err");
  }

  /** Starts it; it answers once {@link ControlProcess#awaitReady} returns. */
  public ControlProcess start() {
    try {
      Path temporary = Files.createDirectories(folder.resolve("control-tmp"));
      withDefault(ControlOption.CONTROL_WORKER_COMMAND, worker());
      withDefault(ControlOption.CONTROL_WORKER_LOG, folder.resolve("worker.err").toString());
      List<String> command =
          JobJvm.commandLine(
              folder, temporary, environment.getOrDefault(HEAP, DEFAULT_HEAP), LOG_CONFIG);
      // it mostly waits for PostgreSQL: the better compiler would take more than it gives
      command.add("-XX:TieredStopAtLevel=1");
      command.add("-Dverity.log.file=" + log());
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.add(ControlMain.class.getName());
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectInput(Redirect.PIPE).redirectError(errors().toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().putAll(settings);
      JobJvm.configureFlink(folder, builder.environment());
      return new ControlProcess(builder.start(), this);
    } catch (IOException e) {
      throw new CliException("the control plane could not be started: " + e.getMessage(), e);
    }
  }

  private String worker() throws IOException {
    try {
      return JSON.writeValueAsString(
          ReportJvm.command(folder, environment, folder.resolve("worker.log"), WorkerMain.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of texts is always JSON", e);
    }
  }
}
