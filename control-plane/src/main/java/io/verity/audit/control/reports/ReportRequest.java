package io.verity.audit.control.reports;

import io.javalin.http.Context;
import io.verity.audit.control.http.Json;
import io.verity.audit.control.http.JsonBody;
import io.verity.audit.control.http.Problem;
import io.verity.audit.control.http.Query;
import io.verity.audit.control.http.Text;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * What the body of POST /v1/reports asks for, checked.
 *
 * @param subject null: everybody
 */
record ReportRequest(
    String framework,
    Instant from,
    Instant to,
    List<String> formats,
    UUID subject,
    boolean allowPartial) {

  private static final Set<String> FIELDS =
      Set.of("framework", "period_start", "period_end", "formats", "scope", "allow_partial");
  private static final List<String> FORMATS = List.of("json", "csv", "pdf");
  private static final int NAME = 64;
  private static final int TIME = 64;
  private static final int MAX_YEARS = 10;

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  static ReportRequest read(Context ctx, Frameworks frameworks) {
    JsonBody body = JsonBody.read(ctx, FIELDS);
    String name = body.text("framework", NAME);
    Framework framework =
        frameworks
            .find(name)
            .orElseThrow(
                () ->
                    Problem.badRequest(
                        "there is no framework \"%s\"; there are %s"
                            .formatted(
                                Text.printable(name, NAME),
                                String.join(
                                    ", ",
                                    frameworks.all().stream()
                                        .map(Framework::framework)
                                        .toList()))));
    Instant from = time(body, "period_start");
    Instant to = time(body, "period_end");
    checkPeriod(from, to);
    List<String> formats = body.texts("formats", FORMATS.size(), NAME);
    for (String format : formats) {
      if (!FORMATS.contains(format)) {
        throw Problem.badRequest(
            "\"formats\" has \"%s\"; there are %s"
                .formatted(Text.printable(format, NAME), String.join(", ", FORMATS)));
      }
    }
    UUID subject =
        body.object("scope", Set.of("subject"))
            .map(scope -> subject(scope.text("subject", NAME), framework))
            .orElse(null);
    boolean allowPartial = body.flag("allow_partial", false);
    if (to.isAfter(Instant.now())) {
      throw new Problem(
          409,
          "period-not-ended",
          "Period has not ended",
          "the period ends at " + to + ", and events of it may still come: ask again after that");
    }
    List<String> ordered = FORMATS.stream().filter(formats::contains).toList();
    return new ReportRequest(name, from, to, ordered, subject, allowPartial);
  }

  private static Instant time(JsonBody body, String field) {
    Instant time = Query.time(field, body.text(field, TIME));
    if (!time.equals(time.truncatedTo(ChronoUnit.MILLIS))) {
      throw Problem.badRequest("\"" + field + "\" is cut finer than the milliseconds of the trail");
    }
    return time;
  }

  private static void checkPeriod(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw Problem.badRequest("\"period_end\" is not after \"period_start\"");
    }
    if (to.atOffset(ZoneOffset.UTC).minusYears(MAX_YEARS).toInstant().isAfter(from)) {
      throw Problem.badRequest(
          "the period from \"period_start\" to \"period_end\" is longer than "
              + MAX_YEARS
              + " years");
    }
  }

  private static UUID subject(String text, Framework framework) {
    if (!framework.perSubject()) {
      throw Problem.badRequest(
          "\"scope.subject\" is not for " + framework.framework() + ", which is about everybody");
    }
    if (!UUID_TEXT.matcher(text).matches()) {
      throw Problem.badRequest("\"scope.subject\" is not a UUID");
    }
    return UUID.fromString(text);
  }

  /** The same for the same request, however it was spelt: SHA-256 over its canonical JSON. */
  String sha256() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("framework", framework);
    request.put("period_start", from.toString());
    request.put("period_end", to.toString());
    request.put("formats", formats);
    request.put("allow_partial", allowPartial);
    if (subject != null) {
      request.put("subject", subject.toString().toLowerCase(Locale.ROOT));
    }
    return sha256(request);
  }

  static String sha256(Map<String, Object> request) {
    try {
      byte[] canonical = new JsonCanonicalizer(Json.text(request)).getEncodedUTF8();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
