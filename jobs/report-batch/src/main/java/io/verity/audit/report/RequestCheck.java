package io.verity.audit.report;

import io.verity.audit.report.pack.Pack;
import io.verity.audit.report.render.Renderers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What is refused before a run comes to be. */
final class RequestCheck {

  private static final int NAME_LIMIT = 128;

  /** The first year that ClickHouse's DateTime64 knows. */
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

  private RequestCheck() {}

  /**
   * @throws ReportException saying what is wrong with the request
   */
  static void check(ReportRequest request, Pack pack, Instant now) {
    String who = request.requestedBy();
    if (who == null || who.isBlank() || who.length() > NAME_LIMIT || hasControls(who)) {
      throw new ReportException(
          "who wants the report has to be named, in at most " + NAME_LIMIT + " plain characters");
    }
    if (request.from().isBefore(EARLIEST)) {
      throw new ReportException(
          "the period begins at " + request.from() + ", and no trail goes back beyond 1900");
    }
    if (!isWholeMillis(request.from()) || !isWholeMillis(request.to())) {
      throw new ReportException(
          "the period is cut finer than the milliseconds of the trail: from "
              + request.from()
              + " to "
              + request.to());
    }
    if (!request.from().isBefore(request.to())) {
      throw new ReportException(
          "the period ends before it begins: from " + request.from() + " to " + request.to());
    }
    if (request.to().isAfter(now)) {
      throw new ReportException(
          "the period has not ended: it ends at "
              + request.to()
              + ", and events of it may still come");
    }
    if (request.subject() != null && !pack.perSubject()) {
      throw new ReportException(
          "a report for one data subject is to be had of gdpr, not of " + request.framework());
    }
    if (request.formats().isEmpty()) {
      throw new ReportException("no format is named; there are " + Renderers.formats());
    }
    List<String> unknown =
        request.formats().stream().filter(f -> !Renderers.formats().contains(f)).toList();
    if (!unknown.isEmpty()) {
      throw new ReportException(
          "no format " + unknown.get(0) + "; there are " + Renderers.formats());
    }
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static boolean isWholeMillis(Instant time) {
    return time.equals(time.truncatedTo(ChronoUnit.MILLIS));
  }
}
