package io.verity.audit.collect.http;

import io.verity.audit.collect.CollectionRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {period_start} and {period_end} in. */
public final class Period {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_]+)}");

  private Period() {}

  /** For a URL. */
  static String encodedInto(String template, CollectionRequest request) {
    return fill(template, request, text -> URLEncoder.encode(text, StandardCharsets.UTF_8));
  }

  /** As they are, for a text inside JSON. */
  public static String into(String template, CollectionRequest request) {
    return fill(template, request, text -> text);
  }

  private static String fill(
      String template, CollectionRequest request, UnaryOperator<String> encoding) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            match -> Matcher.quoteReplacement(encoding.apply(valueOf(match.group(1), request))));
  }

  private static String valueOf(String name, CollectionRequest request) {
    return switch (name) {
      case "period_start" -> request.periodStart().toString();
      case "period_end" -> request.periodEnd().toString();
      default ->
          throw new IllegalArgumentException(
              "{%s} is no placeholder: there are {period_start} and {period_end}".formatted(name));
    };
  }
}
