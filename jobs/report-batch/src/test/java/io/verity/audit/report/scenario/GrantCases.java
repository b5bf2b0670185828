package io.verity.audit.report.scenario;

import static io.verity.audit.report.scenario.ScenarioDraft.DAY;
import static io.verity.audit.report.scenario.ScenarioDraft.HOUR;
import static io.verity.audit.report.scenario.ScenarioDraft.SECOND;

import java.util.List;

/** Revocations, grants and changes at the edges of their definitions. */
final class GrantCases {

  private final ScenarioDraft draft;
  private final List<Principal> people;

  GrantCases(ScenarioDraft draft, List<Principal> people) {
    this.draft = draft;
    this.people = people;
  }

  void plant() {
    revocations();
    grants();
    changes();
  }

  private void revocations() {
    long at = draft.within(3 * DAY, 3 * DAY);
    String early = draft.id();
    revocation("EXECUTED", early, at - DAY);
    revocation("REQUESTED", early, at);

    String twice = draft.id();
    revocation("REQUESTED", twice, at - DAY);
    revocation("REQUESTED", twice, at);
    revocation("EXECUTED", twice, at + HOUR + 18 * SECOND);
    revocation("EXECUTED", twice, at + DAY);

    String afterEnd = draft.id();
    revocation("REQUESTED", afterEnd, draft.end() - 1);
    revocation("EXECUTED", afterEnd, draft.end());

    String old = draft.id();
    revocation("REQUESTED", old, draft.start() - 40 * DAY);
    revocation("EXECUTED", old, draft.start());

    revocation("EXECUTED", draft.id(), at);
    revocation("REQUESTED", draft.id(), draft.start() - DAY);
  }

  private void revocation(String step, String grant, long at) {
    draft.add("REVOCATION_" + step, person(), at, "review_id", draft.id(), "grant_id", grant);
  }

  private void grants() {
    long at = draft.within(3 * DAY, 3 * DAY);
    String requester = person();
    String approver = draft.newcomer(null).id();
    grant(at, requester, approver, at);
    grant(at, requester, approver, at - 1);
    grant(at, requester, approver, at + 1);
    grant(at, requester, requester, at - DAY);
    draft.add("ACCESS_GRANTED", approver, at, "request_id", draft.id(), "grant_id", draft.id());
    grant(draft.start(), requester, requester, draft.start() - DAY);
    grant(draft.end(), requester, approver, draft.end() + DAY);
  }

  private void grant(long at, String requester, String approver, long approvedAt) {
    String request = draft.id();
    draft.add("ACCESS_REQUESTED", requester, at - 2 * DAY, "request_id", request, "role", "writer");
    draft.add("ACCESS_APPROVED", approver, approvedAt, "request_id", request);
    draft.add("ACCESS_GRANTED", approver, at, "request_id", request, "grant_id", draft.id());
  }

  private void changes() {
    long at = draft.within(3 * DAY, 3 * DAY);
    String requester = person();
    String other = draft.newcomer(null).id();
    change(at, requester, other, at);
    change(at, requester, other, at - 1);
    change(at, requester, requester, at - DAY);
    change(at, requester, requester, at + DAY);
    String twice = change(at, requester, other, at + HOUR);
    draft.add("CHANGE_APPROVED", other, at - HOUR, "change_id", twice);
    draft.add("CHANGE_DEPLOYED", other, at, "change_id", draft.id(), "emergency", true);
    change(draft.start(), requester, other, draft.start() - DAY);
    change(draft.end() - 1, requester, other, draft.end());
    change(draft.end(), requester, requester, draft.end() - DAY);
  }

  private String change(long at, String requester, String approver, long approvedAt) {
    String change = draft.id();
    draft.add("CHANGE_REQUESTED", requester, at - 40 * DAY, "change_id", change);
    draft.add("CHANGE_APPROVED", approver, approvedAt, "change_id", change);
    draft.add("CHANGE_DEPLOYED", person(), at, "change_id", change, "emergency", false);
    return change;
  }

  private String person() {
    return draft.one(people).id();
  }
}
