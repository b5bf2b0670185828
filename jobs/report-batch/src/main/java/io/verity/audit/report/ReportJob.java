package io.verity.audit.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.report.config.ReporterOption;
import io.verity.audit.report.metrics.ReporterMetrics;
import io.verity.audit.report.pack.PackException;
import io.verity.audit.service.ConfigException;
import io.verity.audit.service.FlinkVersion;
import io.verity.audit.service.InstantOrDate;
import io.verity.audit.service.LogLevel;
import io.verity.audit.service.MetricsEndpoint;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.util.EnvironmentInformation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * Makes compliance reports of the trail: one bounded Flink job each, in this JVM or on a cluster
 * under {@code flink run}. Configured by {@code REPORTER_} variables; what to report on by
 * arguments. Answers with one JSON object a report on standard output, progress on standard error.
 */
@Command(
    name = "report-batch",
    description = "Makes a compliance report of the audit trail.",
    sortOptions = false)
public final class ReportJob implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Pattern ID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final Map<String, String> environment;
  private final PrintStream answers;
  private final PrintStream progress;
  private final Configuration flink;

  private String refusal = "no report was made; the log says why";

  @Spec private CommandSpec spec;

  @Option(
      names = "--framework",
      split = ",",
      paramLabel = "NAME",
      description = "Framework, or several, comma-separated: one report each.")
  private List<String> frameworks;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Begin of the period: 2026-07-01 (UTC) or 2026-07-01T12:00:00Z.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Time.class,
      description = "End of the period, excluded.")
  private Instant to;

  @Option(
      names = "--subject",
      paramLabel = "UUID",
      converter = Id.class,
      description = "One data subject; gdpr only.")
  private UUID subject;

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      defaultValue = "pdf,csv,json",
      description = "Of pdf, csv, json; all of them by default.")
  private List<String> formats;

  @Option(
      names = "--run-id",
      paramLabel = "UUID",
      converter = Id.class,
      description = "Of the run to make, or to repeat on its own snapshot.")
  private UUID runId;

  @Option(
      names = "--attempt",
      paramLabel = "N",
      description =
          "Attempt in which the control plane's queue has claimed the run: the run's row says what"
              + " to report on, and only --run-id goes with it.")
  private Integer attempt;

  @Option(
      names = "--allow-partial",
      description = "Make it although ingest is behind, and say so on the first page.")
  private boolean allowPartial;

  @Option(
      names = "--requested-by",
      paramLabel = "WHO",
      defaultValue = "report-batch",
      description = "Who wants it, for the run's record.")
  private String requestedBy;

  private ReportJob(
      Map<String, String> environment,
      PrintStream answers,
      PrintStream progress,
      Configuration flink) {
    this.flink = flink;
    this.environment = environment;
    this.answers = answers;
    this.progress = progress;
  }

  /**
   * Exit code 0 where every report was published, or handed over to a cluster; 1 where one was not,
   * 2 for bad arguments.
   */
  public static void main(String[] args) {
    ReportJob job = new ReportJob(System.getenv(), System.out, System.err, new Configuration());
    int code = job.run(args);
    if (code != 0) {
      if (FlinkExecution.isDriverInJobManager()) {
        // its end would be that of every job of the cluster; the answer to REST says this
        throw new ReportException(job.refusal);
      }
      System.exit(code);
    }
  }

  static int run(
      String[] args,
      Map<String, String> environment,
      PrintStream answers,
      PrintStream progress,
      Configuration flink) {
    return new ReportJob(environment, answers, progress, flink).run(args);
  }

  private int run(String[] args) {
    return new CommandLine(this)
        .setParameterExceptionHandler(
            (e, arguments) ->
                refuse(CommandLine.ExitCode.USAGE, e.getMessage().strip().replaceAll("\\s+", " ")))
        .execute(args);
  }

  private int refuse(int code, String why) {
    refusal = why;
    progress.println("report-batch: " + why);
    return code;
  }

  @Override
  public Integer call() throws Exception {
    JobArguments.check(spec);
    try {
      FlinkVersion.require(EnvironmentInformation.getVersion());
      ReporterConfig config = ReporterConfig.fromEnvironment(environment);
      LogLevel.set(config.logLevel());
      return observed(config);
    } catch (ConfigException | PackException e) {
      return refuse(1, e.getMessage());
    }
  }

  private int observed(ReporterConfig config) throws Exception {
    if (config.metrics().isEmpty()) {
      return reports(config);
    }
    try (MetricsEndpoint.Lease endpoint = endpoint(config)) {
      return reports(config);
    }
  }

  /** For as long as this JVM lives. */
  static void serveMetrics(ReporterConfig config) {
    if (config.metrics().isPresent()) {
      endpoint(config);
    }
  }

  private static MetricsEndpoint.Lease endpoint(ReporterConfig config) {
    try {
      return MetricsEndpoint.acquire(
          ReporterMetrics.shared().registry(),
          config.metricsPorts(),
          ReporterOption.REPORTER_METRICS_PORT.name());
    } catch (IOException e) {
      throw new ConfigException(e.getMessage(), e);
    }
  }

  private int reports(ReporterConfig config) throws Exception {
    FlinkExecution execution = new FlinkExecution(flink, config.parallelism());
    if (attempt != null) {
      return attempt(new AttemptRunner(config, execution, () -> false));
    }
    if (frameworks.size() > 1 && runId != null) {
      return refuse(2, "a run is of one framework: --run-id goes with one");
    }
    ReportRunner runner = new ReportRunner(config, execution);
    int code = 0;
    for (String framework : frameworks) {
      ReportOutcome outcome = report(runner, framework.strip());
      answers.println(JSON.writeValueAsString(outcome));
      answers.flush();
      if (outcome.isFailed()) {
        refusal = outcome.error();
        code = 1;
      }
    }
    return code;
  }

  private int attempt(AttemptRunner runner) throws JsonProcessingException {
    ReportOutcome outcome;
    try {
      outcome = runner.run(runId, attempt, framework -> new PrintedProgress(progress, framework));
    } catch (InterruptedException e) {
      outcome = ReportOutcome.failed(runId, "interrupted; the run's row is as it was");
    }
    answers.println(JSON.writeValueAsString(outcome));
    answers.flush();
    return outcome.isFailed() ? refuse(1, outcome.error()) : 0;
  }

  private ReportOutcome report(ReportRunner runner, String framework) throws InterruptedException {
    ReportRequest request =
        new ReportRequest(
            runId,
            framework,
            from,
            to,
            subject,
            formats.stream().map(f -> f.strip().toLowerCase(Locale.ROOT)).distinct().toList(),
            allowPartial,
            requestedBy);
    try {
      return runner.run(request, new PrintedProgress(progress, framework));
    } catch (ReportException e) {
      progress.println("report-batch: " + e.getMessage());
      return ReportOutcome.failed(runId, e.getMessage());
    }
  }

  /** Java's own reader also takes "1-1-1-1-1". */
  static final class Id implements ITypeConverter<UUID> {
    @Override
    public UUID convert(String value) {
      if (!ID.matcher(value).matches()) {
        throw new TypeConversionException(
            "\"" + value + "\" is no UUID, such as 0d9e2e3c-52ee-4b3a-9d0a-6b1f1f6d8f11");
      }
      return UUID.fromString(value);
    }
  }

  /** A time argument. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String value) {
      try {
        return InstantOrDate.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
