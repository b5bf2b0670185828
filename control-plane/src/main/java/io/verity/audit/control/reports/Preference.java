package io.verity.audit.control.reports;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a caller would wait for an answer (RFC 7240). What is malformed is no preference. */
final class Preference {

  private static final int DEFAULT_SECONDS = 60;
  private static final int MAX_SECONDS = 120;
  private static final Pattern WAIT = Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})");

  private Preference() {}

  static Duration wait(Context ctx) {
    String header = ctx.header("Prefer");
    Matcher matcher = WAIT.matcher(header == null ? "" : header);
    int seconds = matcher.find() ? Integer.parseInt(matcher.group(1)) : DEFAULT_SECONDS;
    return Duration.ofSeconds(Math.min(seconds, MAX_SECONDS));
  }
}
