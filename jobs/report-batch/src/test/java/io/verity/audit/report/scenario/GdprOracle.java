package io.verity.audit.report.scenario;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The metrics of gdpr, over all data subjects or one. */
final class GdprOracle {

  private final Trail trail;
  private final String subject;

  /**
   * @param subject null for all
   */
  GdprOracle(Trail trail, String subject) {
    this.trail = trail;
    this.subject = subject;
  }

  Map<String, Object> answers() {
    List<ScenarioEvent> accesses =
        trail.inPeriod(Trail.DATA).stream()
            .filter(event -> event.text("subject_id") != null)
            .filter(this::isAsked)
            .toList();
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("accesses", (long) accesses.size());
    answers.put(
        "accesses_by_purpose", Numbers.counts(accesses.stream().map(e -> e.text("purpose"))));
    answers.put("accessors", Trail.distinct(accesses.stream().map(ScenarioEvent::actorId)));
    answers.put(
        "recipients",
        accesses.stream()
            .map(event -> event.text("recipient"))
            .filter(Objects::nonNull)
            .distinct()
            .sorted(GdprOracle::byCodePoint)
            .toList());
    requests(answers);
    erasures(answers);
    answers.put(
        "accesses_after_withdrawal", accesses.stream().filter(this::isAfterWithdrawal).count());
    return answers;
  }

  private boolean isAsked(ScenarioEvent event) {
    return subject == null || subject.equals(event.text("subject_id"));
  }

  private void requests(Map<String, Object> answers) {
    Map<String, ScenarioEvent> completed = trail.firstBy("request_id", "SUBJECT_ACCESS_COMPLETED");
    List<ScenarioEvent> requests =
        trail.inPeriod("SUBJECT_ACCESS_REQUESTED").stream().filter(this::isAsked).toList();
    answers.put("subject_access_requests", (long) requests.size());
    answers.put(
        "subject_access_within_month",
        requests.stream()
            .filter(
                request -> {
                  ScenarioEvent completion = completed.get(request.text("request_id"));
                  return completion != null && completion.at() <= oneMonthAfter(request.at());
                })
            .count());
  }

  private void erasures(Map<String, Object> answers) {
    Map<String, ScenarioEvent> completed = trail.firstBy("request_id", "ERASURE_COMPLETED");
    List<ScenarioEvent> requests =
        trail.inPeriod("ERASURE_REQUESTED").stream().filter(this::isAsked).toList();
    answers.put("erasure_requests", (long) requests.size());
    List<Long> times = new ArrayList<>();
    for (ScenarioEvent request : requests) {
      ScenarioEvent completion = completed.get(request.text("request_id"));
      if (completion != null) {
        times.add(completion.at() - request.at());
      }
    }
    answers.put("erasure_hours_median", Numbers.medianHours(times));
  }

  /** The latest consent event with an earlier timestamp decides. */
  private boolean isAfterWithdrawal(ScenarioEvent access) {
    ScenarioEvent latest = null;
    for (ScenarioEvent consent : trail.before("CONSENT_GIVEN", "CONSENT_WITHDRAWN")) {
      if (consent.at() < access.at()
          && access.text("subject_id").equals(consent.text("subject_id"))
          && access.text("purpose") != null
          && access.text("purpose").equals(consent.text("purpose"))) {
        latest = consent;
      }
    }
    return latest != null && latest.is("CONSENT_WITHDRAWN");
  }

  /** The same day and time of the next month, or the month's last day at that time. */
  private static long oneMonthAfter(long millis) {
    return Instant.ofEpochMilli(millis)
        .atZone(ZoneOffset.UTC)
        .plusMonths(1)
        .toInstant()
        .toEpochMilli();
  }

  /** String's own order puts what lies beyond the basic plane before U+E000. */
  private static int byCodePoint(String a, String b) {
    int[] left = a.codePoints().toArray();
    int[] right = b.codePoints().toArray();
    return java.util.Arrays.compare(left, right);
  }
}
