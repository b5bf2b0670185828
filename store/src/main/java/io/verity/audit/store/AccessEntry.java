package io.verity.audit.store;

import java.io.Serializable;

/**
 * A line of the access log.
 *
 * @param detailJson null where there is nothing to add
 */
public record AccessEntry(
    String actor, String action, String object, String outcome, String detailJson)
    implements Serializable {

  public AccessEntry withOutcome(String other) {
    return new AccessEntry(actor, action, object, other, detailJson);
  }
}
