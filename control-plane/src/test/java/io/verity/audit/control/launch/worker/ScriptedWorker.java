package io.verity.audit.control.launch.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** A worker without a cluster: the number of an attempt says what becomes of it. */
final class ScriptedWorker {

  static final int WORKS_ON = 1;
  static final int ENDS = 2;
  static final int FAILS = 3;
  static final int TELLS_ITS_ENVIRONMENT = 4;
  static final int IS_THE_DEATH = 5;
  static final int TALKS_NONSENSE_FIRST = 6;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ScriptedWorker() {}

  public static void main(String[] args) throws Exception {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonNode said = JSON.readTree(line);
      if (said.has("cancel")) {
        answer(said.get("cancel"), "failed", "cancelled");
      } else {
        launch(said.get("launch"));
      }
    }
  }

  private static void launch(JsonNode attempt) throws Exception {
    answer(attempt, "running", null);
    switch (attempt.get("attempt").asInt()) {
      case WORKS_ON -> System.err.println("at work");
      case ENDS -> answer(attempt, "ended", null);
      case FAILS -> answer(attempt, "failed", "no disk");
      case TELLS_ITS_ENVIRONMENT ->
          answer(attempt, "failed", String.join(" ", new TreeSet<>(System.getenv().keySet())));
      case TALKS_NONSENSE_FIRST -> {
        System.out.println("Picked up some options");
        System.out.println("null");
        System.out.println("{\"run_id\":null}");
        answer(attempt, "ended", null);
      }
      default -> {
        System.err.println("report-batch: REPORTER_DATABASE_URL is not set");
        System.err.println("\tat io.verity.Somewhere");
        System.exit(4);
      }
    }
  }

  private static void answer(JsonNode attempt, String state, String reason) throws Exception {
    Map<String, Object> answer = new HashMap<>();
    answer.put("run_id", attempt.get("run_id").asText());
    answer.put("attempt", attempt.get("attempt").asInt());
    answer.put("state", state);
    answer.put("reason", reason);
    System.out.println(JSON.writeValueAsString(answer));
  }
}
