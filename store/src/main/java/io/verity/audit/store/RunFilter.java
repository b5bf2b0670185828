package io.verity.audit.store;

import java.time.Instant;

/**
 * Which runs to list; null is any.
 *
 * @param requestedTo before this time
 * @throws IllegalArgumentException where no run could ever match
 */
public record RunFilter(
    RunStatus status,
    String framework,
    String requestedBy,
    Instant requestedFrom,
    Instant requestedTo) {

  public static final RunFilter ANY = new RunFilter(null, null, null, null, null);

  public RunFilter {
    Conditions.checkText("framework", framework);
    Conditions.checkText("requester", requestedBy);
    Conditions.checkTime("from", requestedFrom);
    Conditions.checkTime("to", requestedTo);
  }
}
