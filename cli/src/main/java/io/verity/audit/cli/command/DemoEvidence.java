package io.verity.audit.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.cli.CliException;
import io.verity.audit.cli.Progress;
import io.verity.audit.cli.api.ReportApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Collects the evidence of every control that the stack can collect, over the reports' period. */
final class DemoEvidence {

  private static final Duration EVERY = Duration.ofMillis(300);
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int PAGE = 200;

  private final ReportApi api;
  private final Progress progress;

  /**
   * How many controls there are, of how many the stack has evidence, and what is wrong with others.
   */
  record Evidence(int controls, int collected, List<String> failed) {}

  DemoEvidence(ReportApi api, Progress progress) {
    this.api = api;
    this.progress = progress;
  }

  Evidence collect(String from, String to) throws InterruptedException {
    int controls = 0;
    Map<String, String> pending = new LinkedHashMap<>();
    Map<String, Integer> byFramework = new TreeMap<>();
    for (JsonNode control : controls()) {
      controls++;
      if (control.path("collectable").asBoolean()) {
        String name = control.get("framework").asText() + " " + control.get("control_id").asText();
        pending.put(api.collect(control.get("id").asText(), from, to).get("id").asText(), name);
        byFramework.merge(control.get("framework").asText(), 1, Integer::sum);
      }
    }
    int asked = pending.size();
    progress.line("collecting evidence of %d controls of %d".formatted(asked, controls));
    List<String> failed = await(pending);
    progress.line("evidence collected: %s".formatted(byFramework));
    return new Evidence(controls, asked - failed.size(), failed);
  }

  private List<JsonNode> controls() throws InterruptedException {
    List<JsonNode> controls = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.get("/v1/controls?limit=" + PAGE + cursor);
      page.get("items").forEach(controls::add);
      cursor =
          page.path("next_cursor").isTextual() ? "&cursor=" + page.get("next_cursor").asText() : "";
    } while (!cursor.isEmpty());
    return controls;
  }

  /** Until none is pending. A failed one is tried again by itself, which nobody waits for here. */
  private List<String> await(Map<String, String> pending) throws InterruptedException {
    List<String> failed = new ArrayList<>();
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!pending.isEmpty()) {
      for (String id : List.copyOf(pending.keySet())) {
        JsonNode record = api.get("/v1/evidence/" + id);
        String status = record.get("status").asText();
        if (status.equals("pending")) {
          continue;
        }
        String name = pending.remove(id);
        if (status.equals("failed")) {
          failed.add(name + ": " + record.get("error").asText());
          progress.line(name + ": " + record.get("error").asText());
        }
      }
      if (System.nanoTime() > end) {
        throw new CliException("evidence is still being collected: " + pending.values());
      }
      TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
    }
    return failed;
  }
}
