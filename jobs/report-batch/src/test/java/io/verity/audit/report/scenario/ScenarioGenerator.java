package io.verity.audit.report.scenario;

import static io.verity.audit.report.scenario.ScenarioDraft.DAY;

import java.util.ArrayList;
import java.util.List;

/**
 * Invents scenarios that lean on the edges of metrics.md: {@link Edge} lists them, and each is in
 * every scenario whose period has room for it. The same seed and options give the same scenario.
 */
public final class ScenarioGenerator {

  private static final String[] NAMES = {
    "Ada Byrne", "Олена Коваль", "Zoë Ångström", "李小龍", "O'Brien, \"Bob\"", "=1+1", "مريم"
  };
  private static final String[] TAGS = {"PHI", "CHD", "CONFIDENTIAL", "PII", "FINANCIAL"};

  private final ScenarioOptions options;
  private final ScenarioDraft draft;

  public ScenarioGenerator(long seed, ScenarioOptions options) {
    this.options = options;
    this.draft = new ScenarioDraft(options.start(), options.end(), seed);
  }

  /** Once for an instance. */
  public Scenario generate() {
    List<Principal> people = company();
    ReviewCases reviews = new ReviewCases(draft, people);
    GrantCases grants = new GrantCases(draft, people);
    AccountCases accounts = new AccountCases(draft, reviews);
    DataCases data = new DataCases(draft, people);
    RequestCases requests = new RequestCases(draft, people);
    OperationsCases operations = new OperationsCases(draft, people);
    for (int i = 0; i < options.cases(); i++) {
      reviews.plant();
      grants.plant();
      accounts.plant();
      data.plant();
      requests.plant();
      operations.plant();
    }
    operations.plantOnce();
    everyday(people, reviews, data);
    return draft.finish();
  }

  /** Employees and assets of everyday business, apart from those that the edges bring along. */
  private List<Principal> company() {
    List<Principal> people = new ArrayList<>();
    for (int i = 0; i < options.principals(); i++) {
      people.add(
          draft.principal(
              i % 8 == 7 ? "SERVICE" : "USER",
              draft.oneOf(NAMES) + " " + i,
              draft.start() - (300 + draft.random().nextInt(900)) * DAY,
              null,
              i % 9 == 4));
    }
    for (int i = 0; i < options.assets(); i++) {
      List<String> tags = new ArrayList<>();
      for (String tag : TAGS) {
        if (draft.random().nextInt(4) == 0) {
          tags.add(tag);
        }
      }
      draft.asset(draft.oneOf("DATASET", "BUCKET", "DATABASE"), tags.toArray(String[]::new));
    }
    return people;
  }

  private void everyday(List<Principal> people, ReviewCases reviews, DataCases data) {
    List<String> subjects = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      subjects.add(draft.id());
    }
    int until = draft.size() + options.volume();
    while (draft.size() < until) {
      long at = draft.within(-100 * DAY, -20 * DAY);
      String actor = draft.one(people).id();
      switch (draft.random().nextInt(10)) {
        case 0 -> reviews.everyday();
        case 1 -> draft.add("LOGIN_FAILED", actor, at, "origin", "10.0.0.1");
        case 2, 3, 4, 5 ->
            draft.add(
                "LOGIN_SUCCEEDED", actor, at, "origin", "10.0.0." + draft.random().nextInt(4));
        case 6 ->
            draft.add(
                draft.oneOf("CONSENT_GIVEN", "CONSENT_WITHDRAWN"),
                actor,
                at,
                "subject_id",
                draft.one(subjects),
                "purpose",
                data.purpose());
        default -> data.everyday(at, draft.one(subjects), draft.one(DataCases.RECIPIENTS));
      }
    }
  }
}
