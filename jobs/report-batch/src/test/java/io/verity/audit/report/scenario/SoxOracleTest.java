package io.verity.audit.report.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoxOracleTest {

  @Test
  void wantsApprovalsBeforeTheDeployment() {
    Story story = new Story();
    change(story, "before", "07-01T23:59:59.999", "b");
    change(story, "at once", "07-02T00:00", "b");
    change(story, "after", "07-03T00:00", "b");
    story.with("CHANGE_DEPLOYED", "c", "07-02T00:00", "change_id", "never", "emergency", true);
    story.with("CHANGE_DEPLOYED", "c", "10-01T00:00", "change_id", "too late");
    assertThat(story.of("sox"))
        .containsEntry("changes_deployed", 4L)
        .containsEntry("changes_without_prior_approval", 3L)
        .containsEntry("changes_self_approved", 0L)
        .containsEntry("changes_emergency", 1L);
  }

  @Test
  void seesWhoApprovesTheirOwnChangeWhenever() {
    Story story = new Story();
    change(story, "before", "07-01T00:00", "a");
    change(story, "after", "09-01T00:00", "a");
    change(story, "after the end", "10-01T00:00", "a");
    assertThat(story.of("sox")).containsEntry("changes_self_approved", 2L);
  }

  @Test
  void separatesDuties() {
    Story story =
        new Story()
            .with("ACCESS_REQUESTED", "a", "06-01T00:00", "request_id", "1")
            .with("ACCESS_APPROVED", "a", "07-01T00:00", "request_id", "1")
            .with("ACCESS_REQUESTED", "a", "07-01T00:00", "request_id", "2")
            .with("ACCESS_APPROVED", "b", "07-01T00:00", "request_id", "2")
            .with("REVIEW_STARTED", "x", "06-01T00:00", "review_id", "r", "subject_id", "s")
            .with("DECISION_SUBMITTED", "t", "07-02T00:00", "review_id", "r")
            .with("DECISION_SUBMITTED", "s", "07-03T00:00", "review_id", "r")
            .with("DECISION_SUBMITTED", "s", "07-03T00:00", "review_id", "other");
    assertThat(story.of("sox"))
        .containsEntry("sod_requester_is_approver", 1L)
        .containsEntry("sod_reviewer_is_subject", 1L);
  }

  private static void change(Story story, String id, String approvedAt, String approver) {
    story
        .with("CHANGE_REQUESTED", "a", "06-01T00:00", "change_id", id)
        .with("CHANGE_APPROVED", approver, approvedAt, "change_id", id)
        .with("CHANGE_DEPLOYED", "c", "07-02T00:00", "change_id", id, "emergency", false);
  }
}
