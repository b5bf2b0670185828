package io.verity.audit.control.launch.worker;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.LaunchState;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a worker and its parent say to each other, one JSON object a line. */
final class WorkerLine {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private WorkerLine() {}

  /** One attempt at one run. */
  record Attempt(@JsonProperty("run_id") UUID runId, int attempt) {

    static Attempt of(LaunchRequest request) {
      return new Attempt(request.runId(), request.attempt());
    }
  }

  /** What becomes of an attempt. */
  enum State {
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("ended")
    ENDED,
    @JsonProperty("failed")
    FAILED
  }

  /** How a worker says that an attempt stands. */
  record Answer(
      @JsonProperty("run_id") UUID runId,
      @JsonProperty("attempt") int attempt,
      @JsonProperty("state") State state,
      @JsonProperty("reason") String reason) {

    Attempt of() {
      return new Attempt(runId, attempt);
    }

    LaunchState launchState() {
      return switch (state) {
        case RUNNING -> LaunchState.RUNNING;
        case ENDED -> LaunchState.ENDED;
        case FAILED -> LaunchState.failed(reason);
      };
    }
  }

  static String launch(Attempt attempt) {
    return write(Map.of("launch", attempt));
  }

  static String cancel(Attempt attempt) {
    return write(Map.of("cancel", attempt));
  }

  /** What the line says; nothing where it is no answer. */
  static Optional<Answer> read(String line) {
    try {
      return Optional.ofNullable(JSON.readValue(line, Answer.class))
          .filter(answer -> answer.runId() != null && answer.state() != null);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
