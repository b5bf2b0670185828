package io.verity.audit.store;

import java.time.Instant;

/**
 * Which lines of the access log to read; null is any.
 *
 * @param to before this time
 * @throws IllegalArgumentException where no line could ever match
 */
public record AccessFilter(String actor, String object, Instant from, Instant to) {

  public static final AccessFilter ANY = new AccessFilter(null, null, null, null);

  public AccessFilter {
    Conditions.checkText("actor", actor);
    Conditions.checkText("object", object);
    Conditions.checkTime("from", from);
    Conditions.checkTime("to", to);
  }
}
