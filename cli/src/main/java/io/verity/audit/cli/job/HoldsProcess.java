package io.verity.audit.cli.job;

import static io.verity.audit.control.holds.keeper.HoldsOption.HOLDS_CLICKHOUSE_PASSWORD;
import static io.verity.audit.control.holds.keeper.HoldsOption.HOLDS_CLICKHOUSE_URL;
import static io.verity.audit.control.holds.keeper.HoldsOption.HOLDS_CLICKHOUSE_USER;
import static io.verity.audit.control.holds.keeper.HoldsOption.HOLDS_DATABASE_PASSWORD;
import static io.verity.audit.control.holds.keeper.HoldsOption.HOLDS_DATABASE_URL;
import static io.verity.audit.control.holds.keeper.HoldsOption.HOLDS_DATABASE_USER;
import static io.verity.audit.control.holds.keeper.HoldsOption.HOLDS_PARENT_WATCH;

import io.verity.audit.cli.CliException;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.LogTail;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The keeper of legal holds of a local stack, a JVM of its own that dies with this one: it alone
 * has the account that may change how long the trail keeps its rows.
 */
public final class HoldsProcess implements AutoCloseable {

  private static final String HEAP = "96m";
  private static final String LOG_CONFIG = "control-log4j2.properties";

  private final Process process;
  private final Path errors;

  private HoldsProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /**
   * @param folder for its log and temporary files
   * @throws io.verity.audit.stack.StackException where a server is somebody else's and its operator
   *     account unknown here
   */
  public static HoldsProcess start(LocalStack stack, Path folder, Map<String, String> environment) {
    Map<String, String> settings = settings(stack);
    Path home = folder.toAbsolutePath().normalize();
    Path errors = home.resolve("holds.err");
    try {
      Path temporary = Files.createDirectories(home.resolve("holds-tmp"));
      List<String> command = JobJvm.commandLine(home, temporary, HEAP, LOG_CONFIG);
      command.add("-XX:TieredStopAtLevel=1");
      command.add("-Dverity.log.file=" + home.resolve("holds.log"));
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.add(HoldsMain.class.getName());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(Redirect.PIPE)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(errors.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().putAll(settings);
      return new HoldsProcess(builder.start(), errors);
    } catch (IOException e) {
      throw new CliException("the keeper of holds could not be started: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> settings(LocalStack stack) {
    Account records = stack.postgresAccount("operator");
    Account trail = stack.account("operator");
    return Map.of(
        HOLDS_DATABASE_URL.name(), stack.postgresUrl(),
        HOLDS_DATABASE_USER.name(), records.user(),
        HOLDS_DATABASE_PASSWORD.name(), records.password(),
        HOLDS_CLICKHOUSE_URL.name(), stack.clickHouseUrl(),
        HOLDS_CLICKHOUSE_USER.name(), trail.user(),
        HOLDS_CLICKHOUSE_PASSWORD.name(), trail.password(),
        HOLDS_PARENT_WATCH.name(), "true");
  }

  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Fails with its last words where it is no longer there. */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new CliException(
          "the keeper of holds stopped with exit code "
              + process.exitValue()
              + ": "
              + LogTail.of(errors).strip());
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
