package io.verity.audit.collect.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.collect.CollectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What one source gave to a record, or why it gave nothing. */
sealed interface Section {

  /**
   * @param requestSha256 of the canonical form of what the control asked of it
   * @param bytes of the canonical form of the data
   */
  record Collected(
      String kind,
      Instant at,
      String from,
      String requestSha256,
      Map<String, String> details,
      JsonNode data,
      long bytes)
      implements Section {}

  /**
   * @param mayPass whether the same request may succeed later
   * @param retryAfter as the source wishes; null where it does not
   */
  record Failed(String error, boolean mayPass, Duration retryAfter) implements Section {

    static Failed lasting(String error) {
      return new Failed(error, false, null);
    }

    static Failed passing(String error) {
      return new Failed(error, true, null);
    }

    static Failed of(CollectionException e) {
      return new Failed(e.getMessage(), e.mayPass(), e.retryAfter());
    }
  }
}
