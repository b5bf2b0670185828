package io.verity.audit.report.scenario;

import static io.verity.audit.report.scenario.ScenarioDraft.DAY;
import static io.verity.audit.report.scenario.ScenarioDraft.HOUR;
import static io.verity.audit.report.scenario.ScenarioDraft.MINUTE;
import static io.verity.audit.report.scenario.ScenarioDraft.SECOND;

/** Leavers, idle accounts, shared ids: each on a principal of its own. */
final class AccountCases {

  private final ScenarioDraft draft;
  private final ReviewCases reviews;

  AccountCases(ScenarioDraft draft, ReviewCases reviews) {
    this.draft = draft;
    this.reviews = reviews;
  }

  void plant() {
    leavers();
    leaversWhoComeBack();
    idle();
    reviewed();
    shared();
    long at = draft.within();
    draft.principal("USER", "Hired at the end", draft.end(), null, false);
    draft.principal("USER", "Hired just before it", draft.end() - 1, null, false);
    draft.principal("SERVICE", "svc, \"quoted\"", draft.start(), at, true);
    Principal admin = draft.principal("USER", "Ädmin 😀", draft.start() - DAY, null, true);
    draft.add("ACCOUNT_CREATED", admin.id(), at, "subject_id", draft.id());
  }

  private void leavers() {
    long at = draft.within(3 * DAY, 3 * DAY);
    disable(draft.newcomer(at), at - HOUR);
    Principal twice = draft.newcomer(at);
    disable(twice, at - HOUR);
    disable(twice, at + 2 * HOUR + 18 * SECOND);
    disable(twice, at + DAY);
    disable(draft.newcomer(at), at);
    disable(draft.newcomer(at), draft.end());
    disable(draft.newcomer(draft.start()), draft.start() + DAY);
    disable(draft.newcomer(draft.end()), draft.end());
    disable(draft.newcomer(draft.start() - 1), draft.start() + HOUR);
    draft.newcomer(draft.end() - 1);
  }

  private void disable(Principal principal, long at) {
    draft.add("ACCOUNT_DISABLED", draft.principals().get(0).id(), at, "subject_id", principal.id());
  }

  private void leaversWhoComeBack() {
    long at = draft.within(3 * DAY, 3 * DAY);
    login(draft.newcomer(at), at, "10.0.0.1");
    login(draft.newcomer(at), at + 1, "10.0.0.1");
    login(draft.newcomer(draft.start() - 30 * DAY), draft.start(), "10.0.0.1");
    login(draft.newcomer(draft.start() - 30 * DAY), draft.start() - 1, "10.0.0.1");
    login(draft.newcomer(draft.end() - DAY), draft.end(), "10.0.0.1");
  }

  private void idle() {
    long bound = draft.end() - 90 * DAY;
    login(draft.newcomer(null), bound, "10.0.0.1");
    login(draft.newcomer(null), bound - 1, "10.0.0.1");
    login(draft.newcomer(null), draft.end(), "10.0.0.1");
    login(draft.newcomer(draft.end()), bound - DAY, "10.0.0.1");
  }

  private void reviewed() {
    long bound = draft.end() - 182 * DAY;
    for (long at : new long[] {bound, bound - 1, draft.end(), draft.end() - 1}) {
      String review = reviews.started(bound - 9 * DAY, 5 * DAY, 20, draft.newcomer(null).id());
      reviews.decide(review, draft.principals().get(0).id(), at, "MODIFY");
    }
  }

  private void shared() {
    long at = draft.within(DAY, DAY);
    pair(at, at + 10 * MINUTE, "10.0.0.2");
    pair(at, at + 10 * MINUTE - 1, "10.0.0.2");
    pair(at, at, "10.0.0.2");
    pair(at, at + MINUTE, "10.0.0.1");
    pair(draft.start() - 1, draft.start() + MINUTE, "10.0.0.2");
    pair(draft.end() - MINUTE, draft.end(), "10.0.0.2");

    Principal apart = draft.newcomer(null);
    login(apart, at, "10.0.0.1");
    draft.add("LOGIN_SUCCEEDED", apart.id(), at + MINUTE, "mfa", true);
    login(apart, at + 2 * MINUTE, "2001:db8::1");

    Principal chain = draft.newcomer(null);
    login(chain, at, "10.0.0.1");
    login(chain, at + 6 * MINUTE, "10.0.0.1");
    login(chain, at + 12 * MINUTE, "10.0.0.2");
  }

  private void pair(long at, long then, String origin) {
    Principal principal = draft.newcomer(null);
    login(principal, at, "10.0.0.1");
    login(principal, then, origin);
  }

  private void login(Principal principal, long at, String origin) {
    draft.add("LOGIN_SUCCEEDED", principal.id(), at, "origin", origin, "mfa", true);
  }
}
