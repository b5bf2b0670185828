package io.verity.audit.cli.command;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.bench.Bench;
import io.verity.audit.cli.bench.IngestBench;
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
      "Machines are noisy: quote ratios from one run. The data goes to DIR/bench; a DIR on tmpfs"
          + " keeps the disk out of the figures."
    })
public final class BenchCommand extends BaseCommand {

  enum Subject {
    ingest
  }

  @Parameters(paramLabel = "WHAT", description = "What to measure: ${COMPLETION-CANDIDATES}.")
  private Subject subject;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Events to produce; default: ${DEFAULT-VALUE}.")
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

  @Override
  public Integer call() throws Exception {
    if (events < 1 || batch < 1 || rounds < 1) {
      throw new CliException("--events, --batch and --rounds are numbers from 1 on");
    }
    Files.createDirectories(work());
    try (FolderLock lock =
        FolderLock.tryHold(work().resolve("bench.lock"))
            .orElseThrow(() -> new CliException("a benchmark is running in " + work()))) {
      IngestBench.Result result =
          Bench.ingest(emptyFolder(), environment(), events, batch, rounds, progress());
      print(result, text(result));
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

  private static String join(Map<String, ?> values, String unit) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue() + unit)
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }
}
