package io.verity.audit.collect.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import okhttp3.Response;

/** How long a source wants to be left alone: seconds, or a date. */
final class RetryAfter {

  /** More is a mistake of the source; the collection would be forgotten. */
  private static final long MOST_SECONDS = 24 * 3600;

  private RetryAfter() {}

  /** Null where it does not say. */
  static Duration of(Response response) {
    String header = response.header("Retry-After");
    if (header == null) {
      return null;
    }
    if (header.matches("\\d{1,9}")) {
      return bounded(Long.parseLong(header));
    }
    Date date = response.headers().getDate("Retry-After");
    return date == null
        ? null
        : bounded(Duration.between(Instant.now(), date.toInstant()).toSeconds());
  }

  private static Duration bounded(long seconds) {
    return Duration.ofSeconds(Math.max(0, Math.min(seconds, MOST_SECONDS)));
  }
}
