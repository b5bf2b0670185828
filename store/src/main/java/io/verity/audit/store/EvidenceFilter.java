package io.verity.audit.store;

import java.time.Instant;
import java.util.UUID;

/**
 * Which evidence to list; null is any.
 *
 * @param status see {@link EvidenceStatus#value}
 * @param from no period begins before
 * @param to no period ends after
 * @throws IllegalArgumentException where no record could ever match
 */
public record EvidenceFilter(
    UUID controlId, String framework, String status, Instant from, Instant to) {

  public static final EvidenceFilter ANY = new EvidenceFilter(null, null, null, null, null);

  public EvidenceFilter {
    Conditions.checkText("framework", framework);
    Conditions.checkText("status", status);
    Conditions.checkTime("from", from);
    Conditions.checkTime("to", to);
  }
}
