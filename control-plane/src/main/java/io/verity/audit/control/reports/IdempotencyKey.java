package io.verity.audit.control.reports;

import io.javalin.http.Context;
import io.verity.audit.control.http.Problem;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** The header by which a request that is sent again is told from a second one. */
final class IdempotencyKey {

  private static final String HEADER = "Idempotency-Key";
  private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,255}");

  private IdempotencyKey() {}

  static String required(Context ctx) {
    String key = optional(ctx);
    if (key == null) {
      throw Problem.badRequest(
          "the header Idempotency-Key is missing: choose one for each report, and send it again"
              + " with the same request whenever no answer came");
    }
    return key;
  }

  /** Null where there is none. */
  static String optional(Context ctx) {
    List<String> keys = Collections.list(ctx.req().getHeaders(HEADER));
    if (keys.isEmpty()) {
      return null;
    }
    if (keys.size() > 1 || !VISIBLE.matcher(keys.get(0)).matches()) {
      throw Problem.badRequest(
          "the header Idempotency-Key is not one value of 1 to 255 visible ASCII characters");
    }
    return keys.get(0);
  }

  static Problem reused() {
    return new Problem(
        422,
        "idempotency-key-reused",
        "Idempotency key reused",
        "this Idempotency-Key belongs to another request of yours: choose a new key for this one");
  }
}
