package io.verity.audit.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.cli.CliException;
import io.verity.audit.cli.bench.ApiBench;
import io.verity.audit.cli.bench.Bench;
import io.verity.audit.cli.bench.IngestBench;
import io.verity.audit.cli.bench.ReportBench;
import io.verity.audit.cli.bench.ReportTrail;
import io.verity.audit.stack.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./verity bench}: measures, and compares with what else there is, in one run. */
@Command(
    name = "bench",
    description = {
      "ingest: the same events from Kafka into ClickHouse by ClickHouse's own Kafka engine and by"
          + " the job, beside the raw limit (blocks encoded beforehand); in turn, several rounds,"
          + " medians. CPU seconds per million rows by process, peak memory, ratios.",
      "report: a quarter's trail is written; named aggregates run in bare ClickHouse SQL; a SOC 2"
          + " report is made, by phases, and the queries it sent are asked again without Flink;"
          + " aggregates in Flink SQL with push-down and without it; PDF pages beside bare PDFBox.",
      "api: so many requests for reports a second, each sent when it is due; PostgreSQL is real,"
          + " launchers are paused, the rate limit is lifted. Time to the 202, p50 to the longest.",
      "Machines are noisy: quote ratios from one run. The data goes to DIR/bench; a DIR on tmpfs"
          + " keeps the disk out of the figures."
    })
public final class BenchCommand extends BaseCommand {

  enum Subject {
    ingest,
    report,
    api
  }

  @Parameters(paramLabel = "WHAT", description = "What to measure: ${COMPLETION-CANDIDATES}.")
  private Subject subject;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Events; default: ${DEFAULT-VALUE}.")
  private long events;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "50000",
      description = "Rows a batch; default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds; the median counts. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Of api: requests a second; default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "Of api: for how long; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    if (subject == Subject.report && events < ReportTrail.Options.MIN_EVENTS) {
      throw new CliException(
          "--events is at least "
              + ReportTrail.Options.MIN_EVENTS
              + " for a report: fewer leave no room for what it looks at one by one");
    }
    if (events < 1 || batch < 1 || rounds < 1 || rate < 1 || seconds < 1) {
      throw new CliException(
          "--events, --batch, --rounds, --rate and --seconds are numbers from 1 on");
    }
    Files.createDirectories(work());
    try (FolderLock lock =
        FolderLock.tryHold(work().resolve("bench.lock"))
            .orElseThrow(() -> new CliException("a benchmark is running in " + work()))) {
      switch (subject) {
        case ingest -> {
          IngestBench.Result result =
              Bench.ingest(emptyFolder(), environment(), events, batch, rounds, progress());
          print(result, text(result));
        }
        case report -> {
          ReportBench.Result result =
              Bench.report(emptyFolder(), environment(), events, batch, rounds, progress());
          print(result, text(result));
        }
        case api -> {
          ApiBench.Result result =
              Bench.api(emptyFolder(), environment(), rate, seconds, progress());
          print(result, text(result));
          return result.accepted() == result.requests() ? 0 : 1;
        }
      }
      return 0;
    }
  }

  private Path emptyFolder() throws IOException {
    ScratchFolder folder = new ScratchFolder(work().resolve("bench"), "bench");
    folder.empty();
    return folder.path();
  }

  private static String text(IngestBench.Result result) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%,d events, %,d rows a batch, median of %d rounds%n%n"
            .formatted(result.events(), result.batch(), result.rounds()));
    text.append("%-14s %10s   %s%n".formatted("", "rows/s", "CPU s per million rows; peak memory"));
    result
        .contenders()
        .forEach(
            (name, line) ->
                text.append(
                    "%-14s %,10d   %s; %s%n"
                        .formatted(
                            name,
                            line.rowsPerSecond(),
                            join(line.cpuSecondsPerMillion(), ""),
                            join(line.peakMemoryMib(), " MiB"))));
    text.append('\n');
    result.ratios().forEach((name, ratio) -> text.append("%-32s %.2f%n".formatted(name, ratio)));
    return text.append("parts after the last pass           %d%n".formatted(result.parts()))
        .toString();
  }

  private static String text(ReportBench.Result result) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%,d events in %,d batches, written at %,d rows/s; median of %d rounds%n%n"
            .formatted(
                result.trail().events(),
                result.trail().batches(),
                result.trail().rowsPerSecond(),
                result.rounds()));
    text.append("%-32s %10s %14s %10s%n".formatted("bare SQL", "seconds", "rows read", "MiB read"));
    result
        .bareSql()
        .forEach(
            (name, query) ->
                text.append(
                    "%-32s %10.3f %,14d %,10d%n"
                        .formatted(
                            name, query.seconds(), query.rowsRead(), query.bytesRead() >> 20)));
    JsonNode report = result.report();
    text.append(
        "%n%s report, warm JVM: %.1f s: proof of the trail %.1f, %d queries %.1f, rendering %.1f%n"
            .formatted(
                report.path("framework").asText(),
                report.path("seconds").asDouble(),
                report.path("prove_seconds").asDouble(),
                report.path("queries").asInt(),
                report.path("aggregate_seconds").asDouble(),
                report.path("render_seconds").asDouble()));
    text.append(
        "the same queries without Flink: %.1f s; ratio with rendering %.2f%n%n"
            .formatted(
                report.path("bare_sql_seconds").asDouble(), report.path("ratio").asDouble()));
    text.append(
        "%-32s %10s %10s %8s %14s%n"
            .formatted("aggregate in Flink SQL", "pushed s", "rows s", "times", "bytes moved"));
    result
        .pushDown()
        .fields()
        .forEachRemaining(
            aggregate ->
                text.append(
                    "%-32s %10.3f %10.3f %8.1f %,d / %,d%n"
                        .formatted(
                            aggregate.getKey(),
                            aggregate.getValue().at("/pushed/seconds").asDouble(),
                            aggregate.getValue().at("/unpushed/seconds").asDouble(),
                            aggregate.getValue().path("times_faster").asDouble(),
                            aggregate.getValue().at("/pushed/bytes_moved").asLong(),
                            aggregate.getValue().at("/unpushed/bytes_moved").asLong())));
    return text.append("%nPDF: %s%n".formatted(result.pdf())).toString();
  }

  private static String text(ApiBench.Result result) {
    return """
        %d requests in %d s, %d accepted
        p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms
        CPU seconds: control plane %.1f, PostgreSQL %.1f"""
        .formatted(
            result.requests(),
            result.seconds(),
            result.accepted(),
            result.p50(),
            result.p99(),
            result.p999(),
            result.max(),
            result.controlCpu(),
            result.postgresCpu());
  }

  private static String join(Map<String, ?> values, String unit) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue() + unit)
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }
}
