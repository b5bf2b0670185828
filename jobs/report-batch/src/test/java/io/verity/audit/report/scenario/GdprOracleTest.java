package io.verity.audit.report.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GdprOracleTest {

  @Test
  void countsAccessesOfAllSubjectsOrOne() {
    Story story = new Story();
    Asset asset = story.asset();
    story
        .access("DATA_READ", "a", "07-02T00:00", asset, "subject_id", "s", "purpose", "P")
        .access("DATA_READ", "b", "07-02T00:00", asset, "subject_id", "t", "recipient", "\uFF21")
        .access("DATA_EXPORTED", "b", "07-02T00:00", asset, "subject_id", "t", "recipient", "😀")
        .access("DATA_DISCLOSED", "b", "07-02T00:00", asset, "subject_id", "t", "recipient", "Z")
        .access("DATA_READ", "c", "07-02T00:00", asset, "purpose", "P")
        .access("DATA_READ", "c", "10-01T00:00", asset, "subject_id", "s");
    assertThat(story.of("gdpr"))
        .containsEntry("accesses", 4L)
        .containsEntry("accesses_by_purpose", Map.of("P", 1L))
        .containsEntry("accessors", 2L)
        .containsEntry("recipients", List.of("Z", "\uFF21", "😀"));
    assertThat(story.ofSubject("s"))
        .containsEntry("accesses", 1L)
        .containsEntry("accessors", 1L)
        .containsEntry("recipients", List.of());
  }

  @Test
  void givesRequestsOneCalendarMonth() {
    Story story = new Story();
    completed(story, "SUBJECT_ACCESS", "1", "08-31T12:00", "09-30T12:00");
    completed(story, "SUBJECT_ACCESS", "2", "08-31T12:00", "10-01T00:00");
    completed(story, "SUBJECT_ACCESS", "3", "07-10T12:00", "08-10T12:00");
    completed(story, "SUBJECT_ACCESS", "4", "07-10T12:00", "08-11T00:00");
    completed(story, "SUBJECT_ACCESS", "5", "06-30T23:59", "07-01T00:00");
    assertThat(story.of("gdpr"))
        .containsEntry("subject_access_requests", 4L)
        .containsEntry("subject_access_within_month", 2L);
    assertThat(story.ofSubject("1")).containsEntry("subject_access_requests", 1L);
  }

  @Test
  void measuresErasure() {
    Story story = new Story();
    completed(story, "ERASURE", "1", "07-01T00:00", "07-02T00:00");
    completed(story, "ERASURE", "2", "07-01T00:00", "10-01T00:00");
    completed(story, "ERASURE", "3", "06-30T00:00", "07-02T00:00");
    assertThat(story.of("gdpr"))
        .containsEntry("erasure_requests", 2L)
        .containsEntry("erasure_hours_median", new BigDecimal("24.00"));
    assertThat(story.ofSubject("2")).containsEntry("erasure_hours_median", null);
  }

  @Test
  void mindsConsentInForceAtTheAccess() {
    assertThat(afterWithdrawal("07-02T00:00", null)).isZero();
    assertThat(afterWithdrawal("07-01T23:59:59.999", null)).isOne();
    assertThat(afterWithdrawal("01-01T00:00", null)).isOne();
    assertThat(afterWithdrawal("06-01T00:00", "07-01T00:00")).isZero();
    assertThat(afterWithdrawal("06-01T00:00", "07-02T00:00")).isOne();
  }

  @Test
  void mindsConsentOfThePurposeOnly() {
    Story story =
        new Story()
            .with("CONSENT_WITHDRAWN", "a", "07-01T00:00", "subject_id", "s", "purpose", "Q");
    story.access("DATA_READ", "a", "07-02T00:00", story.asset(), "subject_id", "s", "purpose", "P");
    assertThat(story.of("gdpr")).containsEntry("accesses_after_withdrawal", 0L);
  }

  private static long afterWithdrawal(String withdrawnAt, String givenAt) {
    Story story = new Story();
    story.access("DATA_READ", "a", "07-02T00:00", story.asset(), "subject_id", "s", "purpose", "P");
    story.with("CONSENT_WITHDRAWN", "a", withdrawnAt, "subject_id", "s", "purpose", "P");
    if (givenAt != null) {
      story.with("CONSENT_GIVEN", "a", givenAt, "subject_id", "s", "purpose", "P");
    }
    return (Long) story.of("gdpr").get("accesses_after_withdrawal");
  }

  private static void completed(Story story, String kind, String id, String at, String done) {
    story
        .with(kind + "_REQUESTED", "a", at, "request_id", id, "subject_id", id)
        .with(kind + "_COMPLETED", "a", done, "request_id", id, "subject_id", id);
  }
}
