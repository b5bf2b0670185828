package io.verity.audit.control.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.verity.audit.control.auth.Role;
import java.util.Set;

/**
 * One call of the API.
 *
 * @param path with parameters in braces, as OpenAPI spells it
 * @param operationId of the OpenAPI document; the access log and the metrics name the call so
 * @param roles of which the caller needs one; not asked for on an open route
 * @param maxBodyBytes 0: as much as any other call
 */
public record Route(
    HandlerType method,
    String path,
    String operationId,
    Set<Role> roles,
    Kind kind,
    int maxBodyBytes,
    Handler handler) {

  /** How a route treats its caller, and its answer. */
  public enum Kind {
    /** Needs a token; the answer is kept back until the access log has the call. */
    ANSWER,
    /** As {@link #ANSWER}, but a signed link does in place of a token. */
    LINK,
    /** As {@link #ANSWER}, but what it answers is a file, whatever type the caller would like. */
    FILE,
    /**
     * Needs a token; the handler writes as it goes, so that the log is written before it begins.
     */
    STREAM,
    /** Needs nothing. */
    OPEN,
    /**
     * Part of a page that is the same for everybody and tells nothing: needs nothing, and is not in
     * the access log, where the parts of a page would hide what was read.
     */
    PAGE
  }

  public Route {
    roles = Set.copyOf(roles);
  }
}
