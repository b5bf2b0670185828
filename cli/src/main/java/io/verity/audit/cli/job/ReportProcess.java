package io.verity.audit.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import io.verity.audit.report.bench.ReportBenchMain;
import io.verity.audit.report.config.ReporterOption;
import io.verity.audit.stack.LogTail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The report job in a JVM of its own, which dies with this one: its settings in the environment,
 * where no other user sees a password, its progress passed on line by line.
 */
public final class ReportProcess {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final Map<String, String> environment;
  private final Map<ReporterOption, String> settings = new EnumMap<>(ReporterOption.class);

  /**
   * @param folder for the log and temporary files
   */
  public ReportProcess(Path folder, Map<String, String> environment) {
    this.folder = folder.toAbsolutePath().normalize();
    this.environment = environment;
  }

  /** Overrides what the environment says. */
  public ReportProcess with(ReporterOption option, String value) {
    settings.put(option, value);
    return this;
  }

  /** Overrides what the environment says. */
  public ReportProcess with(Map<ReporterOption, String> others) {
    settings.putAll(others);
    return this;
  }

  /** For what the environment does not say. */
  public ReportProcess withDefault(ReporterOption option, String value) {
    return environment.getOrDefault(option.name(), "").isBlank() ? with(option, value) : this;
  }

  /**
   * Runs the job to its end.
   *
   * @return its answers, one a report
   */
  public List<JsonNode> run(List<String> arguments, Progress progress) throws InterruptedException {
    return run(ReportMain.class, arguments, Map.of(), progress);
  }

  /** The benchmark of the job instead of the job: one answer. */
  public JsonNode bench(List<String> arguments, String adminPassword, Progress progress)
      throws InterruptedException {
    Map<String, String> secret = Map.of(ReportBenchMain.ADMIN_PASSWORD, adminPassword);
    return run(ReportBenchMain.class, arguments, secret, progress).get(0);
  }

  private List<JsonNode> run(
      Class<?> main, List<String> arguments, Map<String, String> secrets, Progress progress)
      throws InterruptedException {
    try {
      Process process = start(main, arguments, secrets);
      List<JsonNode> answers = new ArrayList<>();
      List<String> words = new ArrayList<>();
      Thread errors = reader(process.errorReader(StandardCharsets.UTF_8), progress::line, words);
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          answers.add(JSON.readTree(line));
        }
        int code = process.waitFor();
        errors.join();
        if (answers.isEmpty()) {
          throw new CliException(lastWords(code, words));
        }
        return answers;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new CliException("the report job could not be run: " + e.getMessage(), e);
    }
  }

  private String lastWords(int code, List<String> words) {
    String reason =
        words.isEmpty()
            ? "exit code " + code + "; its log, " + log() + ", ends:\n" + LogTail.of(log())
            : words.get(words.size() - 1);
    return reason.startsWith("report-batch: ")
        ? reason.substring("report-batch: ".length())
        : reason;
  }

  private Path log() {
    return folder.resolve("report.log");
  }

  private Process start(Class<?> main, List<String> arguments, Map<String, String> secrets)
      throws IOException {
    List<String> command = ReportJvm.command(folder, environment, log(), main);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(Redirect.PIPE);
    builder.environment().clear();
    builder.environment().putAll(environment);
    settings.forEach((option, value) -> builder.environment().put(option.name(), value));
    builder.environment().putAll(secrets);
    JobJvm.configureFlink(folder, builder.environment());
    return builder.start();
  }

  private static Thread reader(BufferedReader from, Consumer<String> to, List<String> words) {
    Thread thread =
        new Thread(
            () -> {
              try (from) {
                for (String line = from.readLine(); line != null; line = from.readLine()) {
                  words.add(line);
                  to.accept(line);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "report-progress");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
