package io.verity.audit.collect.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Reads Link headers, RFC 8288, for the relation {@code next}. */
final class LinkHeader {

  private static final Pattern LINK =
      Pattern.compile(
          "<([^>]*)>((?:\\s*;\\s*[^\\s=;,]+(?:\\s*=\\s*(?:\"[^\"]*\"|[^\\s;,\"]+))?)*)");
  private static final Pattern REL =
      Pattern.compile(";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,\"]+))", Pattern.CASE_INSENSITIVE);

  private LinkHeader() {}

  static HttpUrl next(JsonAnswer page) {
    for (String header : page.headers().values("Link")) {
      Matcher link = LINK.matcher(header);
      while (link.find()) {
        if (isNext(link.group(2))) {
          return page.resolve(link.group(1));
        }
      }
    }
    return null;
  }

  /** A link may have several relations; only the first {@code rel} counts. */
  private static boolean isNext(String parameters) {
    Matcher rel = REL.matcher(parameters);
    if (!rel.find()) {
      return false;
    }
    String value = rel.group(1) != null ? rel.group(1) : rel.group(2);
    return List.of(value.trim().split("\\s+")).stream().anyMatch("next"::equalsIgnoreCase);
  }
}
