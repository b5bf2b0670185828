package io.verity.audit.control.http;

import io.javalin.http.Context;
import io.verity.audit.control.auth.Caller;

/** Makes out who calls by a signed link. */
@FunctionalInterface
public interface LinkCheck {

  /**
   * Null where this is no signed link at all, so that a token is asked for.
   *
   * @throws Problem 403, where it is one that was altered or has expired
   */
  Caller caller(Context ctx);
}
