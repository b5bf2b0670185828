package io.verity.audit.control.http;

import io.javalin.http.Context;

/** What a browser is told not to do with an answer. No other origin is let in: there is no CORS. */
final class SecurityHeaders {

  private static final String NOTHING =
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
  private static final String OWN_PAGES =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none';"
          + " form-action 'none'";

  private SecurityHeaders() {}

  static void set(Context ctx) {
    boolean page = ctx.path().startsWith("/console");
    ctx.header("Content-Security-Policy", page ? OWN_PAGES : NOTHING)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cache-Control", "no-store");
  }
}
