package io.verity.audit.report.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics of soc2. */
final class Soc2Oracle {

  private final Trail trail;
  private final Map<String, Object> answers = new LinkedHashMap<>();

  Soc2Oracle(Trail trail) {
    this.trail = trail;
  }

  Map<String, Object> answers() {
    answers.put(
        "access_denied",
        trail.inPeriod(Trail.DATA).stream()
            .filter(event -> "DENIED".equals(event.text("outcome")))
            .count());
    answers.put("grants_without_approval", grantsWithoutApproval());
    leavers();
    answers.put("revoke_decisions_not_executed", revokeDecisionsNotExecuted());
    answers.put("incidents_opened", (long) trail.inPeriod("INCIDENT_OPENED").size());
    answers.put("incident_hours_to_close_median", Numbers.medianHours(timesToClose()));
    answers.put("backups_completed", (long) trail.inPeriod("BACKUP_COMPLETED").size());
    answers.put("restore_tests", (long) trail.inPeriod("RESTORE_TESTED").size());
    answers.put(
        "exports_confidential",
        trail.accessesOf("CONFIDENTIAL").stream().filter(e -> e.is("DATA_EXPORTED")).count());
    return answers;
  }

  private long grantsWithoutApproval() {
    Map<String, ScenarioEvent> approvals = trail.firstBy("request_id", "ACCESS_APPROVED");
    return trail.inPeriod("ACCESS_GRANTED").stream()
        .filter(
            grant -> {
              ScenarioEvent approval = approvals.get(grant.text("request_id"));
              return approval == null || approval.at() >= grant.at();
            })
        .count();
  }

  private void leavers() {
    Map<String, List<ScenarioEvent>> disablings = trail.by("subject_id", "ACCOUNT_DISABLED");
    long leavers = 0;
    List<Long> toDisable = new ArrayList<>();
    for (Principal principal : trail.principals()) {
      if (principal.terminatedAt() != null && trail.isInPeriod(principal.terminatedAt())) {
        leavers++;
        disablings.getOrDefault(principal.id(), List.of()).stream()
            .map(ScenarioEvent::at)
            .filter(at -> at >= principal.terminatedAt())
            .findFirst()
            .ifPresent(at -> toDisable.add(at - principal.terminatedAt()));
      }
    }
    answers.put("leavers", leavers);
    answers.put("leavers_not_disabled", leavers - toDisable.size());
    answers.put("leaver_hours_to_disable_median", Numbers.medianHours(toDisable));
    answers.put("leaver_hours_to_disable_p95", Numbers.percentileHours(toDisable, 95));
  }

  private long revokeDecisionsNotExecuted() {
    Map<String, ScenarioEvent> executed = trail.firstBy("review_id", "REVOCATION_EXECUTED");
    return new Reviews(trail)
        .completed().stream()
            .filter(review -> "REVOKE".equals(review.firstDecision().text("decision")))
            .filter(review -> !executed.containsKey(review.id()))
            .count();
  }

  private List<Long> timesToClose() {
    Map<String, ScenarioEvent> opened = trail.firstBy("incident_id", "INCIDENT_OPENED");
    List<Long> times = new ArrayList<>();
    trail
        .firstBy("incident_id", "INCIDENT_CLOSED")
        .forEach(
            (incident, closing) -> {
              if (trail.isInPeriod(closing.at()) && opened.containsKey(incident)) {
                times.add(closing.at() - opened.get(incident).at());
              }
            });
    return times;
  }
}
