package io.verity.audit.report.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class Soc2OracleTest {

  @Test
  void countsDeniedAndConfidentialAccesses() {
    Story story = new Story();
    Asset confidential = story.asset("PHI", "CONFIDENTIAL");
    Asset bare = story.asset();
    story
        .access("DATA_EXPORTED", "a", "07-02T00:00", confidential, "outcome", "DENIED")
        .access("DATA_READ", "a", "07-02T00:00", confidential, "outcome", "ALLOWED")
        .access("DATA_EXPORTED", "a", "07-02T00:00", bare, "outcome", "DENIED")
        .access("DATA_EXPORTED", "a", "10-01T00:00", confidential, "outcome", "DENIED")
        .with("LOGIN_FAILED", "a", "07-02T00:00", "outcome", "DENIED");
    assertThat(story.of("soc2"))
        .containsEntry("access_denied", 2L)
        .containsEntry("exports_confidential", 1L);
  }

  @Test
  void wantsApprovalsBeforeTheGrant() {
    Story story = new Story();
    for (String approved : new String[] {"07-01T23:59:59.999", "07-02T00:00", "07-03T00:00"}) {
      story
          .with("ACCESS_APPROVED", "a", approved, "request_id", approved)
          .with("ACCESS_GRANTED", "b", "07-02T00:00", "request_id", approved);
    }
    assertThat(story.of("soc2")).containsEntry("grants_without_approval", 2L);
  }

  @Test
  void followsLeavers() {
    Story story = new Story();
    disabled(story, "07-01T00:00", "06-30T00:00", "07-02T00:00");
    disabled(story, "07-10T00:00", "07-10T00:00");
    disabled(story, "07-10T00:00", "07-09T00:00");
    disabled(story, "07-10T00:00", "10-01T00:00");
    disabled(story, "10-01T00:00", "10-01T00:00");
    disabled(story, "06-30T23:59", "07-01T00:00");
    assertThat(story.of("soc2"))
        .containsEntry("leavers", 4L)
        .containsEntry("leavers_not_disabled", 2L)
        .containsEntry("leaver_hours_to_disable_median", new BigDecimal("0.00"))
        .containsEntry("leaver_hours_to_disable_p95", new BigDecimal("24.00"));
  }

  @Test
  void wantsRevocationsExecuted() {
    Story story =
        new Story()
            .with("DECISION_SUBMITTED", "a", "07-02T00:00", "review_id", "1", "decision", "REVOKE")
            .with("REVOCATION_EXECUTED", "a", "07-01T00:00", "review_id", "1")
            .with("DECISION_SUBMITTED", "a", "07-02T00:00", "review_id", "2", "decision", "REVOKE")
            .with("REVOCATION_EXECUTED", "a", "10-01T00:00", "review_id", "2")
            .with("DECISION_SUBMITTED", "a", "07-02T00:00", "review_id", "3", "decision", "MODIFY");
    assertThat(story.of("soc2")).containsEntry("revoke_decisions_not_executed", 1L);
  }

  @Test
  void measuresOperations() {
    Story story =
        new Story()
            .with("INCIDENT_OPENED", "a", "06-30T00:00", "incident_id", "1")
            .with("INCIDENT_CLOSED", "a", "07-01T00:00", "incident_id", "1")
            .with("INCIDENT_OPENED", "a", "07-01T00:00", "incident_id", "2")
            .with("INCIDENT_CLOSED", "a", "10-01T00:00", "incident_id", "2")
            .with("INCIDENT_CLOSED", "a", "07-01T00:00", "incident_id", "3")
            .with("BACKUP_COMPLETED", "a", "07-01T00:00")
            .with("BACKUP_COMPLETED", "a", "10-01T00:00")
            .with("RESTORE_TESTED", "a", "09-30T00:00");
    assertThat(story.of("soc2"))
        .containsEntry("incidents_opened", 1L)
        .containsEntry("incident_hours_to_close_median", new BigDecimal("24.00"))
        .containsEntry("backups_completed", 1L)
        .containsEntry("restore_tests", 1L);
  }

  private static void disabled(Story story, String terminated, String... disabledAt) {
    String id = story.principal("USER", "01-01T00:00", terminated, false).id();
    for (String at : disabledAt) {
      story.with("ACCOUNT_DISABLED", "a", at, "subject_id", id);
    }
  }
}
