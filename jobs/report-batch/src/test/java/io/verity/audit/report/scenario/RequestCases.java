package io.verity.audit.report.scenario;

import static io.verity.audit.report.scenario.ScenarioDraft.DAY;
import static io.verity.audit.report.scenario.ScenarioDraft.HOUR;
import static io.verity.audit.report.scenario.ScenarioDraft.SECOND;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Requests of data subjects, above all those whose month ends where a month does. */
final class RequestCases {

  private final ScenarioDraft draft;
  private final List<Principal> people;

  RequestCases(ScenarioDraft draft, List<Principal> people) {
    this.draft = draft;
    this.people = people;
  }

  void plant() {
    for (long at : monthEnds()) {
      accessRequest(at, oneMonthLater(at));
      accessRequest(at, oneMonthLater(at) + DAY);
    }
    long at = draft.within(0, 5 * DAY);
    accessRequest(at, at + 3 * DAY);
    accessRequest(at, at);
    accessRequest(at, draft.end());
    accessRequest(draft.start(), draft.end() - 1);
    accessRequest(draft.start() - 1, at);
    request("SUBJECT_ACCESS_REQUESTED", at);

    erasure(at, at + 2 * DAY + 18 * SECOND);
    erasure(at, at);
    erasure(at, draft.end());
    erasure(draft.end() - HOUR, draft.end() - 1);
    erasure(draft.start() - DAY, at);
    request("ERASURE_REQUESTED", at);
  }

  /** Last days of months in the period whose answer is due in it too, at some time of day. */
  List<Long> monthEnds() {
    LocalDate first = day(draft.start());
    return first
        .datesUntil(day(draft.end()))
        .filter(day -> day.getDayOfMonth() == day.lengthOfMonth())
        .filter(day -> day.plusMonths(1).lengthOfMonth() < day.lengthOfMonth())
        .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli())
        .map(day -> day + draft.random().nextLong(DAY))
        .filter(at -> oneMonthLater(at) < draft.end())
        .toList();
  }

  private static LocalDate day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  private static long oneMonthLater(long millis) {
    return OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC)
        .plusMonths(1)
        .toInstant()
        .toEpochMilli();
  }

  private void accessRequest(long at, long completedAt) {
    complete("SUBJECT_ACCESS_COMPLETED", request("SUBJECT_ACCESS_REQUESTED", at), completedAt);
  }

  private void erasure(long at, long completedAt) {
    complete("ERASURE_COMPLETED", request("ERASURE_REQUESTED", at), completedAt);
  }

  private ScenarioEvent request(String type, long at) {
    return draft.add(type, person(), at, "request_id", draft.id(), "subject_id", draft.id());
  }

  private void complete(String type, ScenarioEvent request, long at) {
    draft.add(
        type,
        person(),
        at,
        "request_id",
        request.text("request_id"),
        "subject_id",
        request.text("subject_id"));
  }

  private String person() {
    return draft.one(people).id();
  }
}
