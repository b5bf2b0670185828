package io.verity.audit.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a worker is spoken to, one JSON object a line.
 *
 * <pre>
 * {"launch":{"run_id":"...","attempt":1}}
 * {"cancel":{"run_id":"...","attempt":1}}
 * </pre>
 *
 * It answers {@code {"run_id":"...","attempt":1,"state":"running|ended|failed","reason":null}}.
 */
final class WorkerProtocol {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProtocol.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PrintStream answers;

  /** One attempt at one run. */
  record Attempt(UUID runId, int attempt) {}

  /** How an attempt stands. */
  enum State {
    RUNNING,
    ENDED,
    FAILED
  }

  private record Answer(
      @JsonProperty("run_id") UUID runId, int attempt, String state, String reason) {}

  WorkerProtocol(PrintStream answers) {
    this.answers = answers;
  }

  /** Hears what is said until the input ends. What can't be understood is logged and left. */
  void read(InputStream input, Consumer<Attempt> launch, Consumer<Attempt> cancel)
      throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      try {
        JsonNode said = JSON.readTree(line);
        if (said.has("launch")) {
          launch.accept(attempt(said.get("launch")));
        } else if (said.has("cancel")) {
          cancel.accept(attempt(said.get("cancel")));
        } else {
          LOG.warn("The worker was told neither to launch nor to cancel: {}", line);
        }
      } catch (JsonProcessingException | IllegalArgumentException e) {
        LOG.warn("The worker was told what it does not understand: {}", line);
      }
    }
  }

  /**
   * @param reason why it failed, or null
   */
  synchronized void tell(Attempt attempt, State state, String reason) {
    Answer answer =
        new Answer(
            attempt.runId(), attempt.attempt(), state.name().toLowerCase(Locale.ROOT), reason);
    try {
      answers.println(JSON.writeValueAsString(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Attempt attempt(JsonNode node) {
    if (!node.path("attempt").isInt()) {
      throw new IllegalArgumentException("no attempt is named");
    }
    return new Attempt(UUID.fromString(node.path("run_id").asText()), node.get("attempt").asInt());
  }
}
