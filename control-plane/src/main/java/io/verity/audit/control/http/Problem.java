package io.verity.audit.control.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call that is refused or failed: thrown by a handler, answered as problem+json (RFC 9457). The
 * detail is for a person, and for every caller: no secret, no name of a class, no SQL, nothing of
 * another caller's.
 */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String title;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  /**
   * @param code the last part of the problem's type, in kebab case: programs tell problems by it
   */
  public Problem(int status, String code, String title, String detail) {
    // no stack: it is an answer, and a flood of refused calls must cost little
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.title = title;
  }

  public static Problem badRequest(String detail) {
    return new Problem(400, "bad-request", "Bad request", detail);
  }

  public static Problem unauthorized(String detail) {
    return new Problem(401, "unauthorized", "Unauthorized", detail);
  }

  public static Problem forbidden(String detail) {
    return new Problem(403, "forbidden", "Forbidden", detail);
  }

  public static Problem notFound(String detail) {
    return new Problem(404, "not-found", "Not found", detail);
  }

  public static Problem conflict(String detail) {
    return new Problem(409, "conflict", "Conflict", detail);
  }

  public static Problem unavailable(String detail) {
    return new Problem(503, "unavailable", "Unavailable", detail).header("Retry-After", "5");
  }

  /** Goes out with the answer. */
  public Problem header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public int status() {
    return status;
  }

  /** {@code urn:verity:problem:...}. */
  public String type() {
    return "urn:verity:problem:" + code;
  }

  public String title() {
    return title;
  }

  public Map<String, String> headers() {
    return Map.copyOf(headers);
  }
}
