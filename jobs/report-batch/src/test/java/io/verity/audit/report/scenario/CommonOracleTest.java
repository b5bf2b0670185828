package io.verity.audit.report.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommonOracleTest {

  @Test
  void countsWhatIsInThePeriod() {
    Story story =
        new Story()
            .with("X", "a", "06-30T23:59:59.999")
            .with("X", "a", "07-01T00:00")
            .with("X", "b", "09-30T23:59:59.999")
            .with("X", "c", "10-01T00:00");
    assertThat(story.common())
        .containsEntry("events_total", 2L)
        .containsEntry("actors_total", 2L)
        .containsEntry("resources_total", 2L);
    assertThat(new Story().on("A", "READ").on("A", "READ").on("B", "READ").common())
        .containsEntry("resources_total", 2L);
  }

  @Test
  void hasNullWhereThereIsNothingToComputeFrom() {
    assertThat(new Story().common())
        .containsEntry("sla_compliance_rate", null)
        .containsEntry("hours_to_decide_median", null)
        .containsEntry("hours_to_decide_p95", null)
        .containsEntry("hours_to_remediate_mean", null)
        .containsEntry("decisions", Map.of())
        .containsEntry("risk", Map.of("CRITICAL", 0L, "HIGH", 0L, "MEDIUM", 0L, "LOW", 0L));
  }

  @Test
  void completesAReviewByItsFirstDecision() {
    Story story = new Story();
    review(story, "in", "07-01T00:00", "07-10T00:00", "07-10T00:00", "APPROVE");
    review(story, "late", "07-01T00:00", "07-10T00:00", "07-10T00:00:00.001", "REVOKE");
    review(story, "before", "06-01T00:00", "06-10T00:00", "06-30T23:59", "MODIFY");
    decide(story, "before", "07-02T00:00", "APPROVE");
    started(story, "open", "09-01T00:00", "10-02T00:00", 1);
    decide(story, "open", "10-01T00:00", "APPROVE");
    decide(story, "unknown", "07-02T00:00", "REVOKE");
    assertThat(story.common())
        .containsEntry("reviews_started", 3L)
        .containsEntry("reviews_completed", 3L)
        .containsEntry("reviews_open", 1L)
        .containsEntry("sla_compliance_rate", new BigDecimal("0.3333"))
        .containsEntry("decisions", Map.of("APPROVE", 1L, "REVOKE", 2L))
        .containsEntry("hours_to_decide_median", new BigDecimal("216.00"))
        .containsEntry("sla_breaches", 1L);
  }

  @Test
  void breaksATieByTheTextOfTheEventId() {
    Story story = new Story();
    started(story, "r", "07-01T00:00", "07-10T00:00", 1);
    String approve =
        story.id("DECISION_SUBMITTED", "a", "07-02T00:00", "review_id", "r", "decision", "APPROVE");
    String revoke =
        story.id("DECISION_SUBMITTED", "a", "07-02T00:00", "review_id", "r", "decision", "REVOKE");
    assertThat(story.common())
        .containsEntry(
            "decisions", Map.of(approve.compareTo(revoke) < 0 ? "APPROVE" : "REVOKE", 1L));
  }

  @Test
  void breachesWhereNothingIsDecidedInTime() {
    Story story = new Story();
    started(story, "never", "06-01T00:00", "07-01T00:00", 1);
    review(story, "in time", "06-01T00:00", "07-01T00:00", "06-02T00:00", "APPROVE");
    started(story, "due before", "06-01T00:00", "06-30T23:59:59.999", 1);
    started(story, "due after", "06-01T00:00", "10-01T00:00", 1);
    assertThat(story.common()).containsEntry("sla_breaches", 1L);
  }

  @Test
  void missesRationalesOfApprovals() {
    Story story = new Story();
    decide(story, "1", "07-02T00:00", "APPROVE");
    decide(story, "2", "07-02T00:00", "APPROVE", "rationale", " \t");
    decide(story, "3", "07-02T00:00", "APPROVE", "rationale", null);
    decide(story, "4", "07-02T00:00", "APPROVE", "rationale", "yes");
    decide(story, "5", "07-02T00:00", "REVOKE");
    assertThat(story.common()).containsEntry("approvals_without_rationale", 3L);
  }

  @Test
  void gradesRisk() {
    Story story = new Story();
    for (int score : new int[] {0, 39, 40, 69, 70, 89, 90, 100}) {
      started(story, "r" + score, "07-02T00:00", "07-03T00:00", score);
    }
    started(story, "earlier", "06-02T00:00", "06-03T00:00", 95);
    assertThat(story.common())
        .containsEntry("risk", Map.of("CRITICAL", 2L, "HIGH", 2L, "MEDIUM", 2L, "LOW", 2L));
  }

  @Test
  void takesTheNearestRank() {
    Story story = new Story();
    for (int hour = 1; hour <= 20; hour++) {
      String decided = "07-02T%02d:00".formatted(hour);
      review(story, "r" + hour, "07-02T00:00", "07-03T00:00", decided, "APPROVE");
    }
    assertThat(story.common())
        .containsEntry("hours_to_decide_median", new BigDecimal("10.00"))
        .containsEntry("hours_to_decide_p95", new BigDecimal("19.00"));
  }

  @Test
  void measuresRemediation() {
    Story story = new Story();
    revocation(story, "REQUESTED", "1", "06-30T00:00");
    revocation(story, "EXECUTED", "1", "07-01T00:00:18");
    revocation(story, "REQUESTED", "2", "07-01T00:00");
    revocation(story, "REQUESTED", "2", "07-02T00:00");
    revocation(story, "EXECUTED", "2", "07-03T00:00");
    revocation(story, "REQUESTED", "3", "07-03T00:00");
    revocation(story, "EXECUTED", "3", "10-01T00:00");
    revocation(story, "EXECUTED", "4", "07-03T00:00");
    revocation(story, "EXECUTED", "5", "07-03T00:00");
    revocation(story, "REQUESTED", "5", "07-03T01:00");
    assertThat(story.common())
        .containsEntry("revocations_requested", 3L)
        .containsEntry("revocations_executed", 4L)
        .containsEntry("revocations_outstanding", 1L)
        .containsEntry("hours_to_remediate_mean", new BigDecimal("23.67"))
        .containsEntry("hours_to_remediate_median", new BigDecimal("24.01"))
        .containsEntry("hours_to_remediate_p95", new BigDecimal("48.00"));
  }

  @Test
  void countsExhaustedReviewsOnceAndAnomaliesEach() {
    Story story = new Story();
    for (int i = 0; i < 2; i++) {
      story.with("REVIEW_ESCALATION_EXHAUSTED", "a", "07-02T00:00", "review_id", "r");
      story.with("ANOMALY_DETECTED", "a", "07-02T00:00", "score", 7);
    }
    assertThat(story.common())
        .containsEntry("escalations_exhausted", 1L)
        .containsEntry("anomalies", 2L);
  }

  private static void review(
      Story story, String id, String at, String due, String decided, String decision) {
    started(story, id, at, due, 1);
    decide(story, id, decided, decision);
  }

  private static void started(Story story, String id, String at, String due, int score) {
    story.with("REVIEW_STARTED", "a", at, "review_id", id, "due_at", iso(due), "risk_score", score);
  }

  private static void decide(Story story, String id, String at, String decision, Object... more) {
    Object[] details = {"review_id", id, "decision", decision, null, null};
    int length = 4 + more.length;
    System.arraycopy(more, 0, details, 4, more.length);
    story.with("DECISION_SUBMITTED", "b", at, java.util.Arrays.copyOf(details, length));
  }

  private static void revocation(Story story, String step, String grant, String at) {
    story.with("REVOCATION_" + step, "a", at, "grant_id", grant);
  }

  private static String iso(String time) {
    return "2026-" + time + (time.length() == 11 ? ":00Z" : "Z");
  }
}
