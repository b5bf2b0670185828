package io.verity.audit.store;

import java.util.Objects;

/**
 * A legal hold that is asked for.
 *
 * @param scopeJson what it covers
 */
public record NewHold(String name, String reason, String scopeJson, String requestedBy) {

  public NewHold {
    Conditions.checkText("name", Objects.requireNonNull(name, "name"));
    Conditions.checkText("reason", Objects.requireNonNull(reason, "reason"));
    Objects.requireNonNull(scopeJson, "scopeJson");
    Objects.requireNonNull(requestedBy, "requestedBy");
  }
}
