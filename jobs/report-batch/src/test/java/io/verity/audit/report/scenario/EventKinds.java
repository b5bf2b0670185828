package io.verity.audit.report.scenario;

import java.util.HashMap;
import java.util.Map;

/** What resource and action the events of a type have; DATA_ events have their asset's type. */
record EventKinds(String resourceType, String action, String idField) {

  private static final Map<String, EventKinds> ALL = new HashMap<>();

  static {
    kind("REVIEW_STARTED", "ACCESS_REVIEW", "CREATE", "review_id");
    kind("DECISION_SUBMITTED", "ACCESS_REVIEW", "UPDATE", "review_id");
    kind("REVIEW_ESCALATED", "ACCESS_REVIEW", "UPDATE", "review_id");
    kind("REVIEW_ESCALATION_EXHAUSTED", "ACCESS_REVIEW", "UPDATE", "review_id");
    kind("REVOCATION_REQUESTED", "GRANT", "UPDATE", "grant_id");
    kind("REVOCATION_EXECUTED", "GRANT", "REVOKE", "grant_id");
    kind("ACCESS_REQUESTED", "ACCESS_REQUEST", "CREATE", "request_id");
    kind("ACCESS_APPROVED", "ACCESS_REQUEST", "APPROVE", "request_id");
    kind("ACCESS_GRANTED", "GRANT", "GRANT", "grant_id");
    kind("CHANGE_REQUESTED", "CHANGE", "CREATE", "change_id");
    kind("CHANGE_APPROVED", "CHANGE", "APPROVE", "change_id");
    kind("CHANGE_DEPLOYED", "CHANGE", "UPDATE", "change_id");
    kind("ACCOUNT_CREATED", "ACCOUNT", "CREATE", "subject_id");
    kind("ACCOUNT_DISABLED", "ACCOUNT", "DELETE", "subject_id");
    kind("CREDENTIAL_CHANGED", "ACCOUNT", "UPDATE", "subject_id");
    kind("ROLE_CHANGED", "ACCOUNT", "UPDATE", "subject_id");
    kind("CONSENT_GIVEN", "CONSENT", "CREATE", "subject_id");
    kind("CONSENT_WITHDRAWN", "CONSENT", "DELETE", "subject_id");
    kind("ERASURE_REQUESTED", "SUBJECT_REQUEST", "CREATE", "request_id");
    kind("ERASURE_COMPLETED", "SUBJECT_REQUEST", "UPDATE", "request_id");
    kind("SUBJECT_ACCESS_REQUESTED", "SUBJECT_REQUEST", "CREATE", "request_id");
    kind("SUBJECT_ACCESS_COMPLETED", "SUBJECT_REQUEST", "UPDATE", "request_id");
    kind("BREAK_GLASS_REVIEWED", "AUDIT_EVENT", "APPROVE", "event_id");
    kind("INCIDENT_OPENED", "INCIDENT", "CREATE", "incident_id");
    kind("INCIDENT_CLOSED", "INCIDENT", "UPDATE", "incident_id");
    kind("BACKUP_COMPLETED", "SYSTEM", "EXECUTE", null);
    kind("RESTORE_TESTED", "SYSTEM", "EXECUTE", null);
    kind("LOGGING_STARTED", "SYSTEM", "EXECUTE", null);
    kind("LOGGING_STOPPED", "SYSTEM", "EXECUTE", null);
    kind("LOG_REVIEWED", "AUDIT_LOG", "READ", null);
    kind("ANOMALY_DETECTED", "ACCOUNT", "CREATE", null);
    kind("OBJECT_CREATED", "SYSTEM_OBJECT", "CREATE", null);
    kind("OBJECT_DELETED", "SYSTEM_OBJECT", "DELETE", null);
    kind("LOGIN_SUCCEEDED", "SESSION", "LOGIN", null);
    kind("LOGIN_FAILED", "SESSION", "LOGIN", null);
    kind("DATA_READ", "DATASET", "READ", null);
    kind("DATA_EXPORTED", "DATASET", "EXPORT", null);
    kind("DATA_DISCLOSED", "DATASET", "DISCLOSE", null);
  }

  /** An unknown type is one, too: the trail keeps it and the reports count it. */
  static EventKinds of(String type) {
    return ALL.getOrDefault(type, new EventKinds("DOCUMENT", "UPDATE", null));
  }

  private static void kind(String type, String resourceType, String action, String idField) {
    ALL.put(type, new EventKinds(resourceType, action, idField));
  }
}
