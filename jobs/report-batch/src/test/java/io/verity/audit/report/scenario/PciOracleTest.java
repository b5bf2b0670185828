package io.verity.audit.report.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PciOracleTest {

  @Test
  void countsEachCategory() {
    Story story = new Story();
    Asset cards = story.asset("CHD");
    String admin = story.principal("USER", "01-01T00:00", null, true).id();
    story
        .access("DATA_READ", "a", "07-02T00:00", cards, "outcome", "DENIED")
        .with("X", admin, "07-02T00:00")
        .with("LOG_REVIEWED", "a", "07-02T00:00")
        .on("AUDIT_LOG", "UPDATE")
        .with("LOGIN_FAILED", "a", "07-02T00:00")
        .with("ROLE_CHANGED", "a", "07-02T00:00")
        .with("CREDENTIAL_CHANGED", "a", "07-02T00:00")
        .with("ACCOUNT_CREATED", "a", "07-02T00:00")
        .with("LOGGING_STOPPED", "a", "10-01T00:00")
        .on("SYSTEM_OBJECT", "CREATE")
        .on("SYSTEM_OBJECT", "DELETE")
        .on("SYSTEM_OBJECT", "UPDATE");
    assertThat(story.of("pci_dss"))
        .containsEntry(
            "categories",
            Map.of(
                "10.2.1.1",
                1L,
                "10.2.1.2",
                1L,
                "10.2.1.3",
                1L,
                "10.2.1.4",
                2L,
                "10.2.1.5",
                3L,
                "10.2.1.6",
                0L,
                "10.2.1.7",
                2L))
        .containsEntry("empty_categories", List.of("10.2.1.6"));
  }

  @Test
  void wantsActiveAccountsReviewed() {
    Story story = new Story();
    reviewed(story, "USER", null, "04-02T00:00");
    reviewed(story, "SERVICE", null, "04-01T23:59:59.999");
    reviewed(story, "USER", "10-01T00:00", "10-01T00:00");
    reviewed(story, "USER", "09-30T23:59", "01-01T00:00");
    story.principal("USER", "10-01T00:00", null, false);
    assertThat(story.of("pci_dss")).containsEntry("accounts_unreviewed_6m", 2L);
  }

  @Test
  void seesLeaversComeBack() {
    Story story = new Story();
    login(story, "USER", "07-10T00:00", "07-10T00:00");
    login(story, "USER", "07-10T00:00", "07-10T00:00:00.001");
    login(story, "SERVICE", "06-01T00:00", "07-01T00:00");
    login(story, "USER", "06-01T00:00", "06-30T00:00");
    login(story, "USER", "09-01T00:00", "10-01T00:00");
    assertThat(story.of("pci_dss")).containsEntry("leavers_active", 2L);
  }

  @Test
  void seesWhoIsIdle() {
    Story story = new Story();
    login(story, "USER", null, "07-03T00:00");
    login(story, "USER", null, "07-02T23:59:59.999");
    login(story, "USER", null, "10-01T00:00");
    login(story, "SERVICE", null, "07-02T00:00");
    login(story, "USER", "09-01T00:00", "07-02T00:00");
    assertThat(story.of("pci_dss")).containsEntry("idle_accounts", 2L);
  }

  @Test
  void countsDaysWithoutLogReview() {
    assertThat(new Story().of("pci_dss")).containsEntry("days_without_log_review", 92L);
    Story story =
        new Story()
            .with("LOG_REVIEWED", "a", "07-01T00:00")
            .with("LOG_REVIEWED", "a", "07-01T23:59:59.999")
            .with("LOG_REVIEWED", "a", "09-30T23:59:59.999")
            .with("LOG_REVIEWED", "a", "10-01T00:00");
    assertThat(story.of("pci_dss")).containsEntry("days_without_log_review", 90L);
  }

  private static void reviewed(Story story, String kind, String terminated, String decidedAt) {
    String id = story.principal(kind, "01-01T00:00", terminated, false).id();
    story
        .with("REVIEW_STARTED", "a", "01-02T00:00", "review_id", id, "subject_id", id)
        .with("DECISION_SUBMITTED", "a", decidedAt, "review_id", id);
  }

  private static void login(Story story, String kind, String terminated, String at) {
    String id = story.principal(kind, "01-01T00:00", terminated, false).id();
    story.with("LOGIN_SUCCEEDED", id, at, "origin", "1");
  }
}
