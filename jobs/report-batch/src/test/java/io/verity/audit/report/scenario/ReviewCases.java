package io.verity.audit.report.scenario;

import static io.verity.audit.report.scenario.ScenarioDraft.DAY;
import static io.verity.audit.report.scenario.ScenarioDraft.HOUR;
import static io.verity.audit.report.scenario.ScenarioDraft.SECOND;

import java.util.List;

/** Reviews at the edges of their definitions. */
final class ReviewCases {

  private static final int[] SCORES = {0, 39, 40, 69, 70, 89, 90, 100};

  private final ScenarioDraft draft;
  private final List<Principal> people;

  ReviewCases(ScenarioDraft draft, List<Principal> people) {
    this.draft = draft;
    this.people = people;
  }

  void plant() {
    decisions();
    deadlines();
    periodBounds();
    rationales();
    segregation();
    for (int score : SCORES) {
      started(draft.within(0, 8 * DAY), 5 * DAY, score);
    }
    String exhausted = started(draft.within(0, 9 * DAY), 2 * DAY, 50);
    long at = draft.within();
    draft.add("REVIEW_ESCALATED", person(), at, "review_id", exhausted, "level", 1);
    draft.add("REVIEW_ESCALATION_EXHAUSTED", person(), at, "review_id", exhausted);
    draft.add("REVIEW_ESCALATION_EXHAUSTED", person(), at, "review_id", exhausted);
  }

  /** Everyday business: most are decided, some late. */
  void everyday() {
    long at = draft.within(-60 * DAY, -20 * DAY);
    String review = started(at, 7 * DAY, draft.random().nextInt(101));
    if (draft.random().nextInt(6) > 0) {
      long decided = at + draft.random().nextLong(9 * DAY);
      String decision = draft.oneOf("APPROVE", "APPROVE", "REVOKE", "MODIFY");
      decide(review, person(), decided, decision, "rationale", "still needed");
      if (decision.equals("REVOKE")) {
        String grant = draft.id();
        draft.add(
            "REVOCATION_REQUESTED", person(), decided, "review_id", review, "grant_id", grant);
        if (draft.random().nextInt(5) > 0) {
          long executed = decided + draft.random().nextLong(200) * HOUR + 18 * SECOND;
          draft.add(
              "REVOCATION_EXECUTED", person(), executed, "review_id", review, "grant_id", grant);
        }
      }
    }
  }

  private void decisions() {
    long at = draft.within(2 * DAY, 2 * DAY);
    String tied = started(at - DAY, 5 * DAY, 75);
    decide(tied, person(), at, "APPROVE");
    decide(tied, person(), at, "REVOKE", "rationale", "tie");

    String twice = started(at - DAY, 5 * DAY, 75);
    decide(twice, person(), at, "REVOKE", "rationale", "gone");
    decide(twice, person(), at + DAY, "APPROVE");

    decide(draft.id(), person(), at, "APPROVE", "rationale", "never started");
    decide(draft.id(), person(), at, "REVOKE");
  }

  private void deadlines() {
    long due = draft.within(3 * DAY, 3 * DAY);
    decide(startedDue(due - DAY, due), person(), due, "APPROVE", "rationale", "just in time");
    decide(startedDue(due - DAY, due), person(), due + 1, "MODIFY");
    startedDue(draft.start() - DAY, draft.start());
    startedDue(draft.start() - DAY, draft.start() - 1);
    startedDue(draft.end() - DAY, draft.end());
    startedDue(draft.end() - DAY, draft.end() - 1);
  }

  private void periodBounds() {
    long start = draft.start();
    long end = draft.end();
    decide(started(start - DAY, 5 * DAY, 40), person(), start, "APPROVE");
    decide(started(end - DAY, 5 * DAY, 40), person(), end, "APPROVE");
    decide(started(end - DAY, 5 * DAY, 40), person(), end - 1, "MODIFY");
    String before = started(start - DAY, 5 * DAY, 40);
    decide(before, person(), start - 1, "APPROVE");
    decide(before, person(), start + HOUR, "REVOKE");
    started(start, 5 * DAY, 95);
    started(end, 5 * DAY, 95);
  }

  private void rationales() {
    String blank = draft.oneOf("", "   ", " \t\n ");
    approve("rationale", blank);
    approve();
    approve("rationale", null);
    approve("rationale", "évalué — “gut” 😀 \"; --");
  }

  private void approve(Object... rationale) {
    long at = draft.within(2 * DAY, 0);
    decide(started(at - DAY, 5 * DAY, 10), person(), at, "APPROVE", rationale);
  }

  private void segregation() {
    long at = draft.within(2 * DAY, 3 * DAY);
    String subject = person();
    String own = started(at - DAY, 5 * DAY, 10, subject);
    decide(own, subject, at, "APPROVE", "rationale", "mine");
    String second = started(at - DAY, 5 * DAY, 10, subject);
    decide(second, draft.newcomer(null).id(), at, "APPROVE", "rationale", "theirs");
    decide(second, subject, at + DAY, "APPROVE", "rationale", "mine");
  }

  private String startedDue(long at, long due) {
    return started(at, due - at, 55);
  }

  private String started(long at, long allowed, int score) {
    return started(at, allowed, score, person());
  }

  String started(long at, long allowed, int score, String subject) {
    String review = draft.id();
    draft.add(
        "REVIEW_STARTED",
        person(),
        at,
        "review_id",
        review,
        "campaign",
        "Q",
        "subject_id",
        subject,
        "reviewer_id",
        person(),
        "due_at",
        ScenarioFiles.time(at + allowed),
        "risk_score",
        score);
    return review;
  }

  void decide(String review, String actor, long at, String decision, Object... more) {
    Object[] details = new Object[4 + more.length];
    details[0] = "review_id";
    details[1] = review;
    details[2] = "decision";
    details[3] = decision;
    System.arraycopy(more, 0, details, 4, more.length);
    draft.add("DECISION_SUBMITTED", actor, at, details);
  }

  private String person() {
    return draft.one(people).id();
  }
}
