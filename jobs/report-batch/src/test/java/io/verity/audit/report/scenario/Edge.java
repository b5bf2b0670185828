package io.verity.audit.report.scenario;

import static io.verity.audit.report.scenario.ScenarioDraft.DAY;
import static io.verity.audit.report.scenario.ScenarioDraft.HOUR;
import static io.verity.audit.report.scenario.ScenarioDraft.MINUTE;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What a definition can be misread at, and how to tell that a scenario has it. */
enum Edge {
  TWO_DECISIONS_AT_ONCE(
      s ->
          s.pair(
              "DECISION_SUBMITTED",
              "DECISION_SUBMITTED",
              "review_id",
              (a, b) -> a.at() == b.at() && !a.text("decision").equals(b.text("decision")))),
  SECOND_THOUGHTS(
      s ->
          s.pair(
              "DECISION_SUBMITTED", "DECISION_SUBMITTED", "review_id", (a, b) -> a.at() < b.at())),
  DECIDED_NEVER_STARTED(
      s ->
          s.any(
              "DECISION_SUBMITTED",
              e -> s.isInPeriod(e) && s.isAlone(e, "REVIEW_STARTED", "review_id"))),
  DECIDED_EXACTLY_WHEN_DUE(s -> decidedAfterDue(s, 0)),
  DECIDED_A_MILLISECOND_LATE(s -> decidedAfterDue(s, 1)),
  DECIDED_AT_START(s -> s.at("DECISION_SUBMITTED", s.start())),
  DECIDED_AT_END(s -> s.at("DECISION_SUBMITTED", s.end())),
  DECIDED_JUST_BEFORE_END(s -> s.at("DECISION_SUBMITTED", s.end() - 1)),
  FIRST_DECISION_BEFORE_THE_PERIOD(
      s ->
          s.pair(
              "DECISION_SUBMITTED",
              "DECISION_SUBMITTED",
              "review_id",
              (a, b) -> a.at() == s.start() - 1 && s.isInPeriod(b))),
  DUE_AT_START(s -> s.any("REVIEW_STARTED", e -> isDue(e, s.start()))),
  DUE_AT_END(s -> s.any("REVIEW_STARTED", e -> isDue(e, s.end()))),
  STARTED_AT_START(s -> s.at("REVIEW_STARTED", s.start())),
  STARTED_AT_END(s -> s.at("REVIEW_STARTED", s.end())),
  RATIONALE_BLANK(s -> s.any("DECISION_SUBMITTED", e -> isBlank(e.text("rationale")))),
  RATIONALE_MISSING(
      s ->
          s.any(
              "DECISION_SUBMITTED",
              e -> "APPROVE".equals(e.text("decision")) && !e.fields().has("rationale"))),
  RATIONALE_NULL(s -> s.any("DECISION_SUBMITTED", e -> e.fields().path("rationale").isNull())),
  RISK_THRESHOLDS(
      s ->
          IntStream.of(39, 40, 69, 70, 89, 90)
              .allMatch(
                  score ->
                      s.any(
                          "REVIEW_STARTED",
                          e -> s.isInPeriod(e) && e.fields().path("risk_score").asInt() == score))),
  REVIEWER_IS_SUBJECT(
      s ->
          s.pair(
              "DECISION_SUBMITTED",
              "REVIEW_STARTED",
              "review_id",
              (decision, start) -> decision.actorId().equals(start.text("subject_id")))),
  EXHAUSTED_TWICE(
      s ->
          s.pair(
              "REVIEW_ESCALATION_EXHAUSTED",
              "REVIEW_ESCALATION_EXHAUSTED",
              "review_id",
              (a, b) -> s.isInPeriod(a) && s.isInPeriod(b))),
  EXECUTED_BEFORE_REQUESTED(s -> revoked(s, (request, execution) -> execution < request)),
  REQUESTED_TWICE(
      s ->
          s.pair(
              "REVOCATION_REQUESTED",
              "REVOCATION_REQUESTED",
              "grant_id",
              (a, b) -> a.at() < b.at())),
  EXECUTED_TWICE(
      s ->
          s.pair(
              "REVOCATION_EXECUTED", "REVOCATION_EXECUTED", "grant_id", (a, b) -> a.at() < b.at())),
  EXECUTED_AT_END(s -> s.at("REVOCATION_EXECUTED", s.end())),
  EXECUTED_NEVER_REQUESTED(
      s ->
          s.any(
              "REVOCATION_EXECUTED",
              e -> s.isInPeriod(e) && s.isAlone(e, "REVOCATION_REQUESTED", "grant_id"))),
  CHANGE_APPROVED_WHEN_DEPLOYED(s -> changeApproved(s, 0)),
  CHANGE_APPROVED_JUST_BEFORE(s -> changeApproved(s, -1)),
  CHANGE_SELF_APPROVED_AFTERWARDS(
      s ->
          s.pair(
              "CHANGE_APPROVED",
              "CHANGE_DEPLOYED",
              "change_id",
              (approval, deployed) ->
                  approval.at() > deployed.at()
                      && s.pair(
                          "CHANGE_APPROVED",
                          "CHANGE_REQUESTED",
                          "change_id",
                          (a, request) -> a == approval && a.actorId().equals(request.actorId())))),
  CHANGE_APPROVED_AT_END(s -> s.at("CHANGE_APPROVED", s.end())),
  CHANGE_NEVER_APPROVED(
      s -> s.any("CHANGE_DEPLOYED", e -> s.isAlone(e, "CHANGE_APPROVED", "change_id"))),
  CHANGE_EMERGENCY(s -> s.any("CHANGE_DEPLOYED", e -> s.isInPeriod(e) && e.isTrue("emergency"))),
  GRANT_APPROVED_WHEN_GRANTED(s -> grantApproved(s, 0)),
  GRANT_APPROVED_JUST_BEFORE(s -> grantApproved(s, -1)),
  GRANT_APPROVED_JUST_AFTER(s -> grantApproved(s, 1)),
  REQUESTER_IS_APPROVER(
      s ->
          s.pair(
              "ACCESS_APPROVED",
              "ACCESS_REQUESTED",
              "request_id",
              (a, b) -> s.isInPeriod(a) && a.actorId().equals(b.actorId()))),
  DISABLED_BEFORE_TERMINATED_ONLY(
      s ->
          s.anyPrincipal(
              p ->
                  p.terminatedAt() != null
                      && disablings(s, p).stream().anyMatch(e -> e.at() < p.terminatedAt())
                      && disablings(s, p).stream().allMatch(e -> e.at() < p.terminatedAt()))),
  DISABLED_BEFORE_AND_AFTER(
      s ->
          s.anyPrincipal(
              p ->
                  p.terminatedAt() != null
                      && disablings(s, p).stream().anyMatch(e -> e.at() < p.terminatedAt())
                      && disablings(s, p).stream().anyMatch(e -> e.at() > p.terminatedAt()))),
  DISABLED_WHEN_TERMINATED(s -> disabledAt(s, false)),
  DISABLED_AT_END(s -> disabledAt(s, true)),
  TERMINATED_AT_START(s -> s.anyPrincipal(p -> isTerminated(p, s.start()))),
  TERMINATED_JUST_BEFORE_START(s -> s.anyPrincipal(p -> isTerminated(p, s.start() - 1))),
  TERMINATED_AT_END(s -> s.anyPrincipal(p -> isTerminated(p, s.end()))),
  HIRED_AT_END(s -> s.anyPrincipal(p -> p.hiredAt() == s.end())),
  LOGIN_WHEN_TERMINATED(s -> s.login((p, login) -> isTerminated(p, login.at()))),
  LOGIN_JUST_AFTER_TERMINATION(s -> s.login((p, login) -> isTerminated(p, login.at() - 1))),
  LOGIN_90_DAYS_BEFORE_END(s -> s.at("LOGIN_SUCCEEDED", s.end() - 90 * DAY)),
  LOGIN_OVER_90_DAYS_BEFORE_END(s -> s.at("LOGIN_SUCCEEDED", s.end() - 90 * DAY - 1)),
  REVIEWED_182_DAYS_BEFORE_END(s -> s.at("DECISION_SUBMITTED", s.end() - 182 * DAY)),
  REVIEWED_OVER_182_DAYS_BEFORE_END(s -> s.at("DECISION_SUBMITTED", s.end() - 182 * DAY - 1)),
  LOGINS_TEN_MINUTES_APART(s -> s.logins(10 * MINUTE, false)),
  LOGINS_JUST_UNDER_TEN_MINUTES_APART(s -> s.logins(10 * MINUTE - 1, false)),
  LOGINS_AT_ONCE(s -> s.logins(0, false)),
  LOGINS_OF_ONE_ORIGIN(s -> s.logins(MINUTE, true)),
  LOGINS_ACROSS_THE_START(
      s -> s.at("LOGIN_SUCCEEDED", s.start() - 1) && s.at("LOGIN_SUCCEEDED", s.start() + MINUTE)),
  LOGINS_NOT_ADJACENT(
      s ->
          s.any(
              "LOGIN_SUCCEEDED",
              e ->
                  e.text("origin") == null
                      && s.all("LOGIN_SUCCEEDED").stream()
                              .filter(o -> o.actorId().equals(e.actorId()))
                              .filter(o -> Math.abs(o.at() - e.at()) == MINUTE)
                              .map(o -> o.text("origin"))
                              .distinct()
                              .count()
                          == 2)),
  ACTOR_NOT_IN_THE_CSV(
      s ->
          s.any(
              "LOGIN_SUCCEEDED",
              e -> s.isInPeriod(e) && !s.anyPrincipal(p -> p.id().equals(e.actorId())))),
  ASSET_WITHOUT_TAGS(
      s ->
          s.scenario().assets().stream()
              .anyMatch(
                  a ->
                      a.tags().isEmpty()
                          && s.any("DATA_EXPORTED", e -> e.resourceId().equals(a.id())))),
  ASSET_NOT_IN_THE_CSV(
      s ->
          s.any(
              "DATA_READ",
              e ->
                  s.scenario().assets().stream()
                      .noneMatch(asset -> asset.id().equals(e.resourceId())))),
  BREAK_GLASS_REVIEWED_AFTER_72_HOURS(s -> breakGlassReviewed(s, 72 * HOUR)),
  BREAK_GLASS_REVIEWED_JUST_TOO_LATE(s -> breakGlassReviewed(s, 72 * HOUR + 1)),
  BREAK_GLASS_REVIEWED_AT_ONCE(s -> breakGlassReviewed(s, 0)),
  BREAK_GLASS_REVIEWED_AT_END(s -> s.at("BREAK_GLASS_REVIEWED", s.end())),
  BREAK_GLASS_FALSE(s -> s.any("DATA_READ", e -> isFalse(e, "break_glass"))),
  CONSENT_WITHDRAWN_AT_THE_ACCESS(
      s -> s.consent("CONSENT_WITHDRAWN", (access, c) -> c.at() == access.at())),
  CONSENT_WITHDRAWN_JUST_BEFORE(
      s -> s.consent("CONSENT_WITHDRAWN", (access, c) -> c.at() == access.at() - 1)),
  CONSENT_GIVEN_AT_THE_ACCESS(
      s -> s.consent("CONSENT_GIVEN", (access, c) -> c.at() == access.at())),
  CONSENT_GIVEN_JUST_BEFORE(
      s -> s.consent("CONSENT_GIVEN", (access, c) -> c.at() == access.at() - 1)),
  CONSENT_WITHDRAWN_LONG_BEFORE(
      s -> s.consent("CONSENT_WITHDRAWN", (access, c) -> c.at() < s.start() - 99 * DAY)),
  CONSENT_GIVEN_AND_WITHDRAWN_AT_ONCE(
      s ->
          s.pair(
              "CONSENT_GIVEN",
              "CONSENT_WITHDRAWN",
              "subject_id",
              (a, b) -> a.at() == b.at() && a.text("purpose").equals(b.text("purpose")))),
  REQUEST_AT_A_MONTHS_END(
      s ->
          s.pair(
              "SUBJECT_ACCESS_REQUESTED",
              "SUBJECT_ACCESS_COMPLETED",
              "request_id",
              (a, b) ->
                  day(a.at()).plusMonths(1).equals(day(b.at()))
                      && day(a.at()).getDayOfMonth() > day(b.at()).getDayOfMonth()
                      && b.at() % DAY == a.at() % DAY
                      && b.at() < s.end())),
  REQUEST_COMPLETED_AT_END(s -> s.at("SUBJECT_ACCESS_COMPLETED", s.end())),
  ERASED_AT_END(s -> s.at("ERASURE_COMPLETED", s.end())),
  INCIDENT_CLOSED_AT_END(s -> s.at("INCIDENT_CLOSED", s.end())),
  INCIDENT_CLOSED_AT_START(s -> s.at("INCIDENT_CLOSED", s.start())),
  HOURS_THAT_ROUND_AT_A_TIE(
      s ->
          s.pair(
              "INCIDENT_OPENED",
              "INCIDENT_CLOSED",
              "incident_id",
              (a, b) -> (b.at() - a.at()) % 36_000 == 18_000)),
  DETAILS_THAT_ARE_NO_JSON(s -> hasDetails(s, e -> !e.fields().isObject())),
  DETAILS_AS_A_TEXT_THAT_IS_JSON(
      s -> hasDetails(s, e -> e.fields().isObject() && e.details().startsWith(" "))),
  RECIPIENT_THAT_INJECTS(
      s -> hasDetails(s, e -> e.details().contains("DROP TABLE") && e.text("recipient") != null)),
  RECIPIENTS_BEYOND_THE_BASIC_PLANE(
      s ->
          hasDetails(s, e -> startsWith(e.text("recipient"), 0x1F600))
              && hasDetails(s, e -> startsWith(e.text("recipient"), 0xFF21))),
  EMPTY_CATEGORY(
      s ->
          s.scenario().events().stream()
                  .filter(s::isInPeriod)
                  .noneMatch(e -> e.is("LOGGING_STARTED", "LOGGING_STOPPED"))
              || s.scenario().events().stream()
                  .filter(s::isInPeriod)
                  .noneMatch(e -> e.resourceType().equals("SYSTEM_OBJECT"))),
  CATEGORY_JUST_OUTSIDE(
      s ->
          s.at("LOGGING_STARTED", s.end()) && s.at("LOGGING_STARTED", s.start() - 1)
              || s.at("OBJECT_CREATED", s.end()) && s.at("OBJECT_CREATED", s.start() - 1)),
  LOG_REVIEW_AT_MIDNIGHT(s -> s.any("LOG_REVIEWED", e -> e.at() % DAY == 0)),
  LOG_REVIEW_JUST_BEFORE_MIDNIGHT(s -> s.any("LOG_REVIEWED", e -> e.at() % DAY == DAY - 1)),
  EVENTS_AFTER_END(s -> s.scenario().events().stream().anyMatch(e -> e.at() > s.end() + DAY)),
  EVENTS_COME_LATE(
      s ->
          IntStream.range(1, s.scenario().events().size())
              .anyMatch(
                  i ->
                      s.scenario().events().get(i).at()
                          < s.scenario().events().get(i - 1).at() - HOUR));

  private interface Times {
    boolean test(long request, long execution);
  }

  private final Predicate<EdgeView> present;

  Edge(Predicate<EdgeView> present) {
    this.present = present;
  }

  boolean isIn(EdgeView scenario) {
    return present.test(scenario);
  }

  private static boolean decidedAfterDue(EdgeView s, long late) {
    return s.pair(
        "DECISION_SUBMITTED",
        "REVIEW_STARTED",
        "review_id",
        (decision, start) -> s.isInPeriod(decision) && isDue(start, decision.at() - late));
  }

  private static boolean isDue(ScenarioEvent start, long at) {
    return start.time("due_at") != null && start.time("due_at") == at;
  }

  private static boolean revoked(EdgeView s, Times wanted) {
    return s.pair(
        "REVOCATION_REQUESTED",
        "REVOCATION_EXECUTED",
        "grant_id",
        (a, b) -> s.isInPeriod(b) && wanted.test(a.at(), b.at()));
  }

  private static boolean changeApproved(EdgeView s, long after) {
    return s.pair(
        "CHANGE_DEPLOYED",
        "CHANGE_APPROVED",
        "change_id",
        (deployed, b) -> s.isInPeriod(deployed) && b.at() - deployed.at() == after);
  }

  private static boolean grantApproved(EdgeView s, long after) {
    return s.pair(
        "ACCESS_GRANTED",
        "ACCESS_APPROVED",
        "request_id",
        (grant, b) -> s.isInPeriod(grant) && b.at() - grant.at() == after);
  }

  private static List<ScenarioEvent> disablings(EdgeView s, Principal principal) {
    return s.all("ACCOUNT_DISABLED").stream()
        .filter(e -> principal.id().equals(e.text("subject_id")))
        .toList();
  }

  private static boolean disabledAt(EdgeView s, boolean end) {
    return s.anyPrincipal(
        p ->
            p.terminatedAt() != null
                && disablings(s, p).stream()
                    .anyMatch(e -> e.at() == (end ? s.end() : p.terminatedAt())));
  }

  private static boolean isTerminated(Principal principal, long at) {
    return principal.terminatedAt() != null && principal.terminatedAt() == at;
  }

  private static boolean breakGlassReviewed(EdgeView s, long later) {
    return s.any(
        "DATA_READ",
        access ->
            access.isTrue("break_glass")
                && s.isInPeriod(access)
                && s.isTagged(access, "PHI")
                && s.any(
                    "BREAK_GLASS_REVIEWED",
                    review ->
                        access.eventId().equals(review.text("event_id"))
                            && review.at() - access.at() == later));
  }

  private static boolean isFalse(ScenarioEvent event, String field) {
    return event.fields().path(field).isBoolean() && !event.isTrue(field);
  }

  private static boolean hasDetails(EdgeView s, Predicate<ScenarioEvent> wanted) {
    return s.scenario().events().stream().filter(s::isInPeriod).anyMatch(wanted);
  }

  private static boolean isBlank(String text) {
    return text != null && text.isBlank();
  }

  private static boolean startsWith(String text, int codePoint) {
    return text != null && text.codePointAt(0) == codePoint;
  }

  private static LocalDate day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
