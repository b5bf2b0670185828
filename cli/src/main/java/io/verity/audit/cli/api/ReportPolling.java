package io.verity.audit.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits for reports, and says what becomes of them. */
public final class ReportPolling {

  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Duration STANDSTILL = Duration.ofMinutes(5);
  private static final List<String> OVER = List.of("COMPLETED", "FAILED");

  private final ReportApi api;
  private final Progress progress;
  private final Map<String, String> told = new HashMap<>();
  private long changedAt = System.nanoTime();

  public ReportPolling(ReportApi api, Progress progress) {
    this.api = api;
    this.progress = progress;
  }

  /**
   * Polls until all are over.
   *
   * @param runs ids of runs by framework
   * @return the runs as they ended, by framework
   */
  public Map<String, JsonNode> await(Map<String, String> runs) throws InterruptedException {
    Map<String, JsonNode> ended = new LinkedHashMap<>();
    while (true) {
      for (Map.Entry<String, String> run : runs.entrySet()) {
        JsonNode now = api.get("/v1/reports/" + run.getValue());
        tell(run.getKey(), now);
        ended.put(run.getKey(), now);
      }
      if (ended.values().stream().allMatch(isOver())) {
        return ended;
      }
      if (System.nanoTime() - changedAt > STANDSTILL.toNanos()) {
        throw new CliException(
            "no report has moved for " + STANDSTILL.toMinutes() + " min; see worker.log");
      }
      TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
    }
  }

  private static Predicate<JsonNode> isOver() {
    return run -> OVER.contains(run.path("status").asText());
  }

  private void tell(String framework, JsonNode run) {
    String phase = run.path("progress").path("phase").asText("");
    String status = run.path("status").asText();
    String text = status.equals("PROCESSING") && !phase.isEmpty() ? phase : status;
    if (!text.equals(told.put(framework, text))) {
      changedAt = System.nanoTime();
      progress.line("%-8s %s".formatted(framework, text));
    }
  }
}
