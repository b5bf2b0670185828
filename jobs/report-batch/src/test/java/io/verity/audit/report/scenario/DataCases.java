package io.verity.audit.report.scenario;

import static io.verity.audit.report.scenario.ScenarioDraft.DAY;
import static io.verity.audit.report.scenario.ScenarioDraft.HOUR;

import java.util.List;

/** Accesses to data at the edges: break-glass, consent, recipients that attack. */
final class DataCases {

  static final List<String> RECIPIENTS =
      List.of(
          "Müller & Söhne",
          "=HYPERLINK(\"x\")",
          "'; DROP TABLE verity.verity_audit; --",
          "\\'); SELECT 1 --",
          "@SUM(A1)",
          "-1+1|cmd",
          "${jndi:ldap://x}",
          "{subject:UUID} :start ? %s",
          "two\nlines\t\"quoted\", comma",
          "<script>alert(1)</script>",
          "株式会社データ",
          "שלום وكالة",
          "e\u0301 decomposed",
          "\uD83D\uDE00 beyond the basic plane",
          "\uFF21 after the surrogates");

  private final ScenarioDraft draft;
  private final List<Principal> people;

  DataCases(ScenarioDraft draft, List<Principal> people) {
    this.draft = draft;
    this.people = people;
  }

  void plant() {
    breakGlass();
    consent();
    for (String recipient : RECIPIENTS) {
      everyday(draft.within(), draft.id(), recipient);
    }
    Asset bare = draft.asset("BUCKET");
    access("DATA_EXPORTED", bare, draft.within(), "outcome", "DENIED");
    String unlisted = draft.id();
    Asset unknown = new Asset(unlisted, "DATASET", "unlisted", List.of());
    access("DATA_READ", unknown, draft.within(), "subject_id", draft.id(), "purpose", "LEGAL");
  }

  /** Any access on any asset. */
  void everyday(long at, String subject, String recipient) {
    String type = draft.oneOf("DATA_READ", "DATA_READ", "DATA_EXPORTED", "DATA_DISCLOSED");
    draft.access(
        type,
        draft.one(people).id(),
        draft.one(draft.assets()),
        at,
        "purpose",
        purpose(),
        "origin",
        "10.0.0." + draft.random().nextInt(5),
        "outcome",
        draft.random().nextInt(15) == 0 ? "DENIED" : "ALLOWED",
        "subject_id",
        subject,
        "recipient",
        recipient);
  }

  String purpose() {
    return draft.oneOf(
        "TREATMENT", "PAYMENT", "OPERATIONS", "MARKETING", "RESEARCH", "Qualität'", "LEGAL");
  }

  private void breakGlass() {
    Asset phi = draft.asset("DATABASE", "CONFIDENTIAL", "PHI");
    Asset other = draft.asset("DATABASE", "CHD");
    long at = draft.within(DAY, 5 * DAY);
    for (long later : new long[] {72 * HOUR, 72 * HOUR + 1, 0, HOUR}) {
      review(broken(phi, at), at + later);
    }
    broken(phi, at);
    review(broken(phi, draft.end() - HOUR), draft.end());
    review(broken(phi, draft.end() - HOUR), draft.end() - 1);
    review(broken(other, at), at + HOUR);
    access("DATA_READ", phi, at, "purpose", "TREATMENT", "break_glass", false);
    access("DATA_DISCLOSED", phi, at, "purpose", "RESEARCH", "recipient", "Court");
    access("DATA_DISCLOSED", phi, draft.end(), "purpose", "RESEARCH", "break_glass", true);
  }

  private ScenarioEvent broken(Asset asset, long at) {
    return access("DATA_READ", asset, at, "purpose", "TREATMENT", "break_glass", true);
  }

  private void review(ScenarioEvent access, long at) {
    draft.add("BREAK_GLASS_REVIEWED", draft.one(people).id(), at, "event_id", access.eventId());
  }

  private void consent() {
    long at = draft.within(2 * DAY, 2 * DAY);
    withdrawn(at, at);
    withdrawn(at - 1, at);
    withdrawn(draft.start() - 100 * DAY, at);
    given(withdrawn(at - DAY, at), at);
    given(withdrawn(at - DAY, at), at - 1);
    given(withdrawn(at - DAY, at), at - DAY);
    String both = draft.id();
    given(both, at - DAY);
    accessed(both, at);
    String elsewhere = draft.id();
    consent("CONSENT_WITHDRAWN", elsewhere, "RESEARCH", at - DAY);
    accessed(elsewhere, at);
    withdrawn(draft.end(), draft.end() - 1);
  }

  private String withdrawn(long at, long accessedAt) {
    String subject = draft.id();
    consent("CONSENT_WITHDRAWN", subject, "MARKETING", at);
    accessed(subject, accessedAt);
    return subject;
  }

  private void given(String subject, long at) {
    consent("CONSENT_GIVEN", subject, "MARKETING", at);
  }

  private void consent(String type, String subject, String purpose, long at) {
    draft.add(type, draft.one(people).id(), at, "subject_id", subject, "purpose", purpose);
  }

  private void accessed(String subject, long at) {
    Asset asset = draft.one(draft.assets());
    access("DATA_READ", asset, at, "subject_id", subject, "purpose", "MARKETING");
  }

  private ScenarioEvent access(String type, Asset asset, long at, Object... details) {
    return draft.access(type, draft.one(people).id(), asset, at, details);
  }
}
