package io.verity.audit.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the contenders in turn, several times, and compares the medians. */
public final class IngestBench {

  /**
   * @param rowsPerSecond median over the rounds
   * @param cpuSecondsPerMillion by process, and their total, of the median round
   * @param peakMemoryMib by process, the largest of all rounds
   * @param rounds rows a second of each round
   */
  public record Line(
      @JsonProperty("rows_per_second") long rowsPerSecond,
      @JsonProperty("cpu_seconds_per_million") Map<String, Double> cpuSecondsPerMillion,
      @JsonProperty("peak_memory_mib") Map<String, Long> peakMemoryMib,
      List<Long> rounds) {}

  /** All lines, and the ratios that the figures are about. */
  public record Result(
      long events,
      int batch,
      int rounds,
      Map<String, Line> contenders,
      Map<String, Double> ratios,
      long parts) {}

  private IngestBench() {}

  static Result run(BenchStage stage, int rounds) throws Exception {
    VerityJob verity = new VerityJob();
    List<Contender> contenders = List.of(new RawNative(), new KafkaEngine(), verity);
    Map<String, List<Measurement>> measured = new LinkedHashMap<>();
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        Measurement measurement = contender.run(stage);
        measured.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(measurement);
        stage
            .progress()
            .line(
                "round %d of %d: %-12s %,9d rows/s, %5.1f CPU s per million"
                    .formatted(
                        round,
                        rounds,
                        contender.name(),
                        rowsPerSecond(stage, measurement),
                        measurement.totalCpu() * 1e6 / stage.events()));
      }
    }
    Map<String, Line> lines = new LinkedHashMap<>();
    measured.forEach((name, measurements) -> lines.put(name, line(stage, measurements)));
    return new Result(stage.events(), stage.batch(), rounds, lines, ratios(lines), verity.parts());
  }

  private static Line line(BenchStage stage, List<Measurement> measurements) {
    List<Measurement> byTime =
        measurements.stream().sorted(Comparator.comparingDouble(Measurement::seconds)).toList();
    Measurement median = byTime.get(byTime.size() / 2);
    Map<String, Double> cpu = new LinkedHashMap<>();
    median
        .cpuSeconds()
        .forEach((process, seconds) -> cpu.put(process, round(seconds * 1e6 / stage.events())));
    cpu.put("total", round(median.totalCpu() * 1e6 / stage.events()));
    Map<String, Long> peak = new LinkedHashMap<>();
    measurements.forEach(m -> m.peakMib().forEach((name, mib) -> peak.merge(name, mib, Math::max)));
    return new Line(
        rowsPerSecond(stage, median),
        cpu,
        peak,
        measurements.stream().map(m -> rowsPerSecond(stage, m)).toList());
  }

  private static Map<String, Double> ratios(Map<String, Line> lines) {
    Line verity = lines.get("verity");
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (String peer : List.of("kafka_engine", "raw")) {
      Line other = lines.get(peer);
      ratios.put(
          "rows_per_second_to_" + peer,
          round((double) verity.rowsPerSecond() / other.rowsPerSecond()));
      ratios.put(
          "cpu_to_" + peer,
          round(
              verity.cpuSecondsPerMillion().get("total")
                  / other.cpuSecondsPerMillion().get("total")));
    }
    return ratios;
  }

  private static long rowsPerSecond(BenchStage stage, Measurement measurement) {
    return Math.round(stage.events() / measurement.seconds());
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
