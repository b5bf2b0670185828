package io.verity.audit.report.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reviews of a trail: by review_id, each its first start and its decisions in order. */
final class Reviews {

  /**
   * @param start null for one that was decided but never started
   * @param decisions before the period's end, maybe none
   */
  record Review(String id, ScenarioEvent start, List<ScenarioEvent> decisions) {

    ScenarioEvent firstDecision() {
      return decisions.isEmpty() ? null : decisions.get(0);
    }

    Long dueAt() {
      return start == null ? null : start.time("due_at");
    }

    String subject() {
      return start == null ? null : start.text("subject_id");
    }

    boolean isDecidedInTime() {
      return dueAt() != null && !decisions.isEmpty() && firstDecision().at() <= dueAt();
    }
  }

  private final Trail trail;
  private final Map<String, Review> all = new HashMap<>();

  Reviews(Trail trail) {
    this.trail = trail;
    Map<String, List<ScenarioEvent>> decisions = trail.by("review_id", "DECISION_SUBMITTED");
    trail
        .firstBy("review_id", "REVIEW_STARTED")
        .forEach(
            (id, start) ->
                all.put(id, new Review(id, start, decisions.getOrDefault(id, List.of()))));
    decisions.forEach((id, made) -> all.putIfAbsent(id, new Review(id, null, made)));
  }

  List<Review> started() {
    return all.values().stream().filter(review -> review.start() != null).toList();
  }

  /** Reviews whose first decision is in the period. */
  List<Review> completed() {
    return all.values().stream()
        .filter(review -> !review.decisions().isEmpty())
        .filter(review -> trail.isInPeriod(review.firstDecision().at()))
        .toList();
  }

  /** The subject of the review that an event names; null where it is not known. */
  String subjectOf(ScenarioEvent event) {
    Review review = all.get(event.text("review_id"));
    return review == null ? null : review.subject();
  }
}
