package io.verity.audit.report.scenario;

import io.verity.audit.report.scenario.Reviews.Review;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The metrics that every framework has. */
final class CommonOracle {

  private final Trail trail;
  private final Map<String, Object> answers = new LinkedHashMap<>();

  CommonOracle(Trail trail) {
    this.trail = trail;
  }

  Map<String, Object> answers() {
    List<ScenarioEvent> events = trail.inPeriod();
    put("events_total", events.size());
    put("actors_total", Trail.distinct(events.stream().map(ScenarioEvent::actorId)));
    put(
        "resources_total",
        Trail.distinct(events.stream().map(e -> List.of(e.resourceType(), e.resourceId()))));
    reviews(new Reviews(trail));
    risk();
    revocations();
    put(
        "escalations_exhausted",
        Trail.distinct(
            trail.inPeriod("REVIEW_ESCALATION_EXHAUSTED").stream().map(e -> e.text("review_id"))));
    put("anomalies", trail.inPeriod("ANOMALY_DETECTED").size());
    return answers;
  }

  private void reviews(Reviews reviews) {
    List<Review> completed = reviews.completed();
    put("reviews_started", trail.inPeriod("REVIEW_STARTED").size());
    put("reviews_completed", completed.size());
    put(
        "reviews_open",
        reviews.started().stream().filter(review -> review.decisions().isEmpty()).count());
    put(
        "sla_compliance_rate",
        Numbers.rate(completed.stream().filter(Review::isDecidedInTime).count(), completed.size()));
    put(
        "decisions",
        Numbers.counts(completed.stream().map(review -> review.firstDecision().text("decision"))));
    put(
        "approvals_without_rationale",
        completed.stream().map(Review::firstDecision).filter(CommonOracle::isBareApproval).count());
    List<Long> toDecide =
        completed.stream()
            .filter(review -> review.start() != null)
            .map(review -> review.firstDecision().at() - review.start().at())
            .toList();
    put("hours_to_decide_median", Numbers.medianHours(toDecide));
    put("hours_to_decide_p95", Numbers.percentileHours(toDecide, 95));
    put(
        "sla_breaches",
        reviews.started().stream()
            .filter(review -> review.dueAt() != null && trail.isInPeriod(review.dueAt()))
            .filter(review -> !review.isDecidedInTime())
            .count());
  }

  private static boolean isBareApproval(ScenarioEvent decision) {
    String rationale = decision.text("rationale");
    return "APPROVE".equals(decision.text("decision"))
        && (rationale == null || rationale.isBlank());
  }

  private void risk() {
    Map<String, Long> levels = new LinkedHashMap<>();
    for (String level : List.of("CRITICAL", "HIGH", "MEDIUM", "LOW")) {
      levels.put(level, 0L);
    }
    for (ScenarioEvent start : trail.inPeriod("REVIEW_STARTED")) {
      levels.merge(levelOf(start.number("risk_score")), 1L, Long::sum);
    }
    put("risk", levels);
  }

  private static String levelOf(BigDecimal score) {
    if (isAtLeast(score, 90)) {
      return "CRITICAL";
    }
    if (isAtLeast(score, 70)) {
      return "HIGH";
    }
    return isAtLeast(score, 40) ? "MEDIUM" : "LOW";
  }

  private static boolean isAtLeast(BigDecimal score, long threshold) {
    return score != null && score.compareTo(BigDecimal.valueOf(threshold)) >= 0;
  }

  private void revocations() {
    Map<String, ScenarioEvent> requested = trail.firstBy("grant_id", "REVOCATION_REQUESTED");
    Map<String, ScenarioEvent> executed = trail.firstBy("grant_id", "REVOCATION_EXECUTED");
    Set<String> executedInPeriod = grants("REVOCATION_EXECUTED");
    put("revocations_requested", grants("REVOCATION_REQUESTED").size());
    put("revocations_executed", executedInPeriod.size());
    put(
        "revocations_outstanding",
        requested.keySet().stream().filter(grant -> !executed.containsKey(grant)).count());
    List<Long> toRemediate = new ArrayList<>();
    for (String grant : executedInPeriod) {
      if (requested.containsKey(grant)) {
        toRemediate.add(executed.get(grant).at() - requested.get(grant).at());
      }
    }
    put("hours_to_remediate_mean", Numbers.meanHours(toRemediate));
    put("hours_to_remediate_median", Numbers.medianHours(toRemediate));
    put("hours_to_remediate_p95", Numbers.percentileHours(toRemediate, 95));
  }

  private Set<String> grants(String type) {
    Set<String> grants = new HashSet<>();
    for (ScenarioEvent event : trail.inPeriod(type)) {
      if (event.text("grant_id") != null) {
        grants.add(event.text("grant_id"));
      }
    }
    return grants;
  }

  private void put(String name, Object value) {
    answers.put(name, value instanceof Integer count ? (Object) count.longValue() : value);
  }
}
