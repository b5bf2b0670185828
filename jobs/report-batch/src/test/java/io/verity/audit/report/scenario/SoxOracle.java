package io.verity.audit.report.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics of sox. */
final class SoxOracle {

  private final Trail trail;

  SoxOracle(Trail trail) {
    this.trail = trail;
  }

  Map<String, Object> answers() {
    Map<String, List<ScenarioEvent>> changeRequests = trail.by("change_id", "CHANGE_REQUESTED");
    Map<String, List<ScenarioEvent>> changeApprovals = trail.by("change_id", "CHANGE_APPROVED");
    Map<String, List<ScenarioEvent>> accessRequests = trail.by("request_id", "ACCESS_REQUESTED");
    Reviews reviews = new Reviews(trail);
    List<ScenarioEvent> deployed = trail.inPeriod("CHANGE_DEPLOYED");

    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("changes_deployed", (long) deployed.size());
    answers.put(
        "changes_without_prior_approval",
        deployed.stream()
            .filter(
                deployment ->
                    of(changeApprovals, deployment.text("change_id")).stream()
                        .noneMatch(approval -> approval.at() < deployment.at()))
            .count());
    answers.put(
        "changes_self_approved",
        deployed.stream()
            .filter(
                deployment ->
                    of(changeApprovals, deployment.text("change_id")).stream()
                        .anyMatch(
                            approval ->
                                isByActorOf(
                                    approval, of(changeRequests, approval.text("change_id")))))
            .count());
    answers.put("changes_emergency", deployed.stream().filter(e -> e.isTrue("emergency")).count());
    answers.put(
        "sod_requester_is_approver",
        trail.inPeriod("ACCESS_APPROVED").stream()
            .filter(
                approval -> isByActorOf(approval, of(accessRequests, approval.text("request_id"))))
            .count());
    answers.put(
        "sod_reviewer_is_subject",
        trail.inPeriod("DECISION_SUBMITTED").stream()
            .filter(decision -> decision.actorId().equals(reviews.subjectOf(decision)))
            .count());
    return answers;
  }

  private static boolean isByActorOf(ScenarioEvent event, List<ScenarioEvent> others) {
    return others.stream().anyMatch(other -> other.actorId().equals(event.actorId()));
  }

  private static List<ScenarioEvent> of(Map<String, List<ScenarioEvent>> groups, String key) {
    return groups.getOrDefault(key, List.of());
  }
}
