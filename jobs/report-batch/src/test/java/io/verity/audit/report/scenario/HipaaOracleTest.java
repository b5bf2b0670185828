package io.verity.audit.report.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HipaaOracleTest {

  @Test
  void countsAccessesToPhi() {
    Story story = new Story();
    Asset phi = story.asset("PHI");
    Asset other = story.asset("CHD");
    story
        .access("DATA_READ", "a", "07-02T00:00", phi, "purpose", "RESEARCH")
        .access("DATA_DISCLOSED", "a", "07-02T00:00", phi, "purpose", "TREATMENT")
        .access("DATA_DISCLOSED", "b", "07-02T00:00", phi, "purpose", "RESEARCH")
        .access("DATA_DISCLOSED", "b", "07-02T00:00", other, "purpose", "RESEARCH")
        .access("DATA_DISCLOSED", "c", "10-01T00:00", phi, "purpose", "RESEARCH")
        .with("LOG_REVIEWED", "a", "07-02T00:00");
    assertThat(story.of("hipaa"))
        .containsEntry("phi_accesses", 3L)
        .containsEntry("phi_accessors", 2L)
        .containsEntry("disclosures_accountable", 1L)
        .containsEntry("log_reviews", 1L);
  }

  @Test
  void wantsBreakGlassReviewedWithin72Hours() {
    Story story = new Story();
    Asset phi = story.asset("PHI");
    reviewed(story, "07-02T00:00", phi, "07-05T00:00");
    reviewed(story, "07-02T00:00", phi, "07-05T00:00:00.001");
    reviewed(story, "07-02T00:00", phi, "07-02T00:00");
    reviewed(story, "09-30T00:00", phi, "10-01T00:00");
    reviewed(story, "07-02T00:00", story.asset("CHD"), "07-09T00:00");
    story.access("DATA_READ", "a", "07-02T00:00", phi, "break_glass", false);
    assertThat(story.of("hipaa"))
        .containsEntry("break_glass", 4L)
        .containsEntry("break_glass_unreviewed", 2L);
  }

  @Test
  void findsSharedIds() {
    Story story = new Story();
    login(story, "just apart", "07-02T00:00", "1");
    login(story, "just apart", "07-02T00:10", "2");
    login(story, "shared", "07-02T00:00", "1");
    login(story, "shared", "07-02T00:09:59.999", "2");
    login(story, "one origin", "07-02T00:00", "1");
    login(story, "one origin", "07-02T00:01", "1");
    login(story, "not adjacent", "07-02T00:00", "1");
    story.with("LOGIN_SUCCEEDED", "not adjacent", "07-02T00:01");
    login(story, "not adjacent", "07-02T00:02", "2");
    login(story, "across the start", "06-30T23:59", "1");
    login(story, "across the start", "07-01T00:00", "2");
    assertThat(story.of("hipaa")).containsEntry("shared_ids", 2L);
  }

  private static void reviewed(Story story, String at, Asset asset, String reviewedAt) {
    String access = story.accessId("a", at, asset, "break_glass", true);
    story.with("BREAK_GLASS_REVIEWED", "b", reviewedAt, "event_id", access);
  }

  private static void login(Story story, String actor, String at, String origin) {
    story.with("LOGIN_SUCCEEDED", actor, at, "origin", origin);
  }
}
