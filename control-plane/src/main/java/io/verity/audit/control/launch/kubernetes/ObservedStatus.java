package io.verity.audit.control.launch.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.verity.audit.control.launch.LaunchState;
import io.verity.audit.control.launch.StackText;
import java.util.Optional;

/** What the operator says of a resource. */
final class ObservedStatus {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final GenericKubernetesResource resource;
  private final JsonNode status;

  ObservedStatus(GenericKubernetesResource resource) {
    this.resource = resource;
    this.status = JSON.valueToTree(resource.getAdditionalProperties()).path("status");
  }

  /** How it ended; empty while it has not. */
  Optional<LaunchState> end() {
    String job = jobState();
    if (job.equals("FINISHED")) {
      return Optional.of(LaunchState.ENDED);
    }
    if (job.equals("CANCELED") || resource.getMetadata().getDeletionTimestamp() != null) {
      return Optional.of(LaunchState.failed("was cancelled"));
    }
    if (job.equals("FAILED")) {
      return Optional.of(
          LaunchState.failed(
              "the Flink job failed: " + error().orElse("its JobManager's log says why")));
    }
    if (status.path("lifecycleState").asText().equals("FAILED")) {
      return Optional.of(
          LaunchState.failed(
              "the Flink operator refuses it: " + error().orElse("its own log says why")));
    }
    return Optional.empty();
  }

  /** What keeps it from running, which may pass; empty where it runs. */
  Optional<String> problem() {
    if (jobState().equals("RUNNING")) {
      return Optional.empty();
    }
    Optional<String> error = error();
    if (error.isPresent()) {
      return Optional.of("the Flink operator can't run it: " + error.get());
    }
    if (jobState().equals("RECONCILING")) {
      return Optional.of("the Flink operator does not find its job any more");
    }
    if (jobState().isEmpty()) {
      return Optional.of(
          "the Flink operator has not started it: does it run, does it watch namespace "
              + resource.getMetadata().getNamespace()
              + ", and is there room for the job?");
    }
    return Optional.empty();
  }

  private String jobState() {
    return status.path("jobStatus").path("state").asText("");
  }

  /** A stack as JSON, since the operator's version 1.2; its innermost cause is what matters. */
  private Optional<String> error() {
    String text = status.path("error").asText("");
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      JsonNode error = JSON.readTree(text);
      if (error.isObject()) {
        String message = error.path("message").asText("");
        for (JsonNode cause : error.path("throwableList")) {
          message = cause.path("message").asText(message);
        }
        return Optional.of(StackText.rootCause(message.isBlank() ? text : message));
      }
    } catch (JsonProcessingException e) {
      // an older operator's plain text
    }
    return Optional.of(StackText.rootCause(text));
  }
}
