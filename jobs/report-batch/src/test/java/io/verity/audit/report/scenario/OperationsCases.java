package io.verity.audit.report.scenario;

import static io.verity.audit.report.scenario.ScenarioDraft.DAY;
import static io.verity.audit.report.scenario.ScenarioDraft.HOUR;
import static io.verity.audit.report.scenario.ScenarioDraft.SECOND;

import java.util.List;

/** Incidents, backups, log reviews, PCI's categories, and events that hardly are any. */
final class OperationsCases {

  /** What a producer may put where an object belongs; the first two are objects nevertheless. */
  private static final List<String> ODD_DETAILS =
      List.of(
          " {\"origin\":\"10.0.0.9\"}",
          "{\"origin\":\"10.0.0.9\",\"nested\":{\"origin\":[1,2,{\"a\":null}]}}",
          "not JSON at all",
          "{\"review_id\":\"cut off",
          "{\"origin\":\"10.0.0.9\"} {}",
          "[1,2]",
          "null",
          "\"text\"",
          "",
          "{'single':'quotes'}",
          "\u0000{}");

  private static final List<String> TYPES_WITH_ODD_DETAILS =
      List.of(
          "LOGIN_SUCCEEDED",
          "LOGIN_FAILED",
          "DATA_READ",
          "DATA_EXPORTED",
          "REVIEW_STARTED",
          "DECISION_SUBMITTED",
          "REVOCATION_EXECUTED",
          "CONSENT_WITHDRAWN",
          "BREAK_GLASS_REVIEWED",
          "SUBJECT_ACCESS_COMPLETED",
          "INCIDENT_CLOSED",
          "MFA_FAILED",
          "SOMETHING_NEW:v2");

  private final ScenarioDraft draft;
  private final List<Principal> people;

  OperationsCases(ScenarioDraft draft, List<Principal> people) {
    this.draft = draft;
    this.people = people;
  }

  void plant() {
    long at = draft.within(DAY, 5 * DAY);
    incident(at, at + HOUR + 18 * SECOND);
    incident(at, at);
    incident(at, draft.end());
    incident(draft.start() - 30 * DAY, draft.start());
    draft.add("INCIDENT_CLOSED", person(), at, "incident_id", draft.id());
    draft.add("INCIDENT_OPENED", person(), at, "incident_id", draft.id());
    for (String type : List.of("BACKUP_COMPLETED", "RESTORE_TESTED", "ANOMALY_DETECTED")) {
      draft.add(type, person(), draft.start(), "score", 7);
      draft.add(type, person(), draft.end() - 1, "score", 7);
      draft.add(type, person(), draft.end());
      draft.add(type, person(), draft.start() - 1);
    }
    draft.add("LOGIN_FAILED", draft.id(), at, "origin", "10.0.0.1");
    draft.add("LOGIN_SUCCEEDED", draft.id(), at, "origin", "10.0.0.1");
    odd();
  }

  /** Once a scenario: days with and without log review, and categories that stay empty. */
  void plantOnce() {
    for (long day = draft.start(); day < draft.end(); day += DAY) {
      switch (draft.random().nextInt(5)) {
        case 0 -> draft.add("LOG_REVIEWED", person(), day);
        case 1 -> draft.add("LOG_REVIEWED", person(), day + DAY - 1);
        case 2 -> {
          draft.add("LOG_REVIEWED", person(), day + HOUR, "scope", "daily");
          draft.add("LOG_REVIEWED", person(), day + HOUR, "scope", "daily");
        }
        default -> {}
      }
    }
    boolean withLogging = draft.random().nextBoolean();
    categoryOnly(withLogging, "LOGGING_STARTED", "LOGGING_STOPPED");
    categoryOnly(!withLogging, "OBJECT_CREATED", "OBJECT_DELETED");
    draft.add("CREDENTIAL_CHANGED", person(), draft.within(), "subject_id", person());
    draft.add("ROLE_CHANGED", person(), draft.within(), "subject_id", person());
  }

  /** Where the period is to have none, there are some just outside. */
  private void categoryOnly(boolean inPeriod, String... types) {
    for (String type : types) {
      draft.add(type, person(), inPeriod ? draft.start() : draft.start() - 1);
      draft.add(type, person(), inPeriod ? draft.end() - 1 : draft.end());
    }
  }

  private void incident(long at, long closedAt) {
    String incident = draft.id();
    draft.add("INCIDENT_OPENED", person(), at, "incident_id", incident);
    draft.add("INCIDENT_CLOSED", person(), closedAt, "incident_id", incident);
  }

  private void odd() {
    for (String details : ODD_DETAILS) {
      String type = draft.one(TYPES_WITH_ODD_DETAILS);
      EventKinds kind = EventKinds.of(type);
      draft.add(
          type,
          person(),
          kind.resourceType(),
          type.startsWith("DATA_") ? draft.one(draft.assets()).id() : draft.id(),
          kind.action(),
          details,
          draft.within());
    }
  }

  private String person() {
    return draft.one(people).id();
  }
}
