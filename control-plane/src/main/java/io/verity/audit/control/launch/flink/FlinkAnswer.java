package io.verity.audit.control.launch.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.launch.StackText;
import java.net.URI;

/**
 * What a JobManager answered.
 *
 * @param body a missing node where it was not JSON
 * @param from the base URL that answered
 */
record FlinkAnswer(int status, JsonNode body, URI from) {

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /** Flink's own 404, rather than that of a proxy with a wrong path, which would tell nothing. */
  boolean isNotFound() {
    return status == 404 && body.path("errors").isArray();
  }

  /** Some calls say so by HTTP 500 and a stack. */
  boolean isJobNotFound() {
    return isNotFound() || mentions("FlinkJobNotFoundException");
  }

  boolean mentions(String text) {
    return body.path("errors").toString().contains(text);
  }

  /** One line for a person. */
  String reason() {
    String longest = "";
    for (JsonNode error : body.path("errors")) {
      longest = error.asText().length() > longest.length() ? error.asText() : longest;
    }
    return longest.isEmpty() ? "HTTP " + status : StackText.rootCause(longest);
  }
}
