package io.verity.audit.collect.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import okhttp3.Response;

/**
 * Why a log search refused what it was asked, in its own words: they are about the query, which is
 * the control's, and not about what is stored.
 */
final class SearchError {

  private static final int MOST_BYTES = 64 << 10;
  private static final int MOST_CHARS = 300;

  private SearchError() {}

  /** Empty where the answer is not of a log search. */
  static String reason(Response response) {
    try (LimitedStream body = new LimitedStream(response.body().byteStream(), MOST_BYTES)) {
      JsonNode reason = StrictJson.read(body).at("/error/root_cause/0/reason");
      String line = reason.asText().replaceAll("\\s+", " ");
      return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), MOST_CHARS));
    } catch (IOException e) {
      return "";
    }
  }
}
