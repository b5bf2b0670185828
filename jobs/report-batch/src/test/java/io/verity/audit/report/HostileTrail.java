package io.verity.audit.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.report.scenario.ScenarioEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A July in which everything that a producer may send was sent, and a directory to match. */
final class HostileTrail {

  static final String SQL = "'; DROP TABLE verity.verity_audit; -- \\' \" `x` {run:UUID} :start";
  static final String FORMULA = "=HYPERLINK(\"http://evil.example\",\"x\")";
  static final UUID KNOWN = new UUID(1, 1);
  static final UUID REVIEWER = new UUID(1, 2);
  static final UUID NOT_IN_DIRECTORY = new UUID(1, 3);
  static final UUID ASSET = new UUID(2, 1);
  static final int MALFORMED = 3;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant BEGIN = Instant.parse("2026-07-02T09:00:00Z");

  private final List<ScenarioEvent> events = new ArrayList<>();

  private HostileTrail() {}

  static List<ScenarioEvent> events() {
    HostileTrail trail = new HostileTrail();
    trail.reviews();
    trail.disclosures();
    for (String text : List.of("{not json", "", "{\"subject_id\": ")) {
      trail.add("DATA_READ", KNOWN, "READ", text);
    }
    return trail.events;
  }

  /** An event of its own, of any time. */
  static ScenarioEvent login(Instant at) {
    return event("LOGIN_SUCCEEDED", KNOWN, "LOGIN", "{}", at.toEpochMilli());
  }

  private void reviews() {
    add("REVIEW_STARTED", KNOWN, "START", details("review_id", "R1", "reviewer_id", REVIEWER));
    add("DECISION_SUBMITTED", REVIEWER, SQL, details("review_id", "R1", "decision", "APPROVE"));
    add("DECISION_SUBMITTED", REVIEWER, FORMULA, details("review_id", "R2", "decision", "REVOKE"));
    add("REVIEW_STARTED", KNOWN, "START", details("review_id", SQL, "campaign", SQL));
  }

  private void disclosures() {
    for (String recipient : List.of(SQL, FORMULA, "C:\\temp\\\"quoted\"", "Zoë 李 \uD83D\uDD12")) {
      add("DATA_DISCLOSED", KNOWN, "READ", details("recipient", recipient, "purpose", SQL));
    }
    add("DATA_READ", NOT_IN_DIRECTORY, "READ", details("purpose", "-1+1"));
  }

  private void add(String type, UUID actor, String action, String details) {
    long at = BEGIN.plusSeconds(60L * events.size()).toEpochMilli();
    events.add(event(type, actor, action, details, at));
  }

  private static ScenarioEvent event(
      String type, UUID actor, String action, String details, long at) {
    return new ScenarioEvent(
        new UUID(at, type.hashCode()).toString(),
        type,
        actor.toString(),
        "USER",
        "DATASET",
        ASSET.toString(),
        action,
        details,
        MissingNode.getInstance(),
        at);
  }

  private static String details(Object... pairs) {
    ObjectNode node = JSON.createObjectNode();
    node.put("subject_id", KNOWN.toString());
    for (int i = 0; i < pairs.length; i += 2) {
      node.put((String) pairs[i], pairs[i + 1].toString());
    }
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path principals(Path folder) throws IOException {
    return Files.write(
        folder.resolve("principals.csv"),
        List.of(
            "id,kind,name,email,department,manager_id,status,hired_at,terminated_at,privileged",
            KNOWN
                + ",USER,\"Robert'); DROP TABLE principals;--\",r@example.org,Sales,"
                + ",ACTIVE,2020-01-01T00:00:00Z,,false",
            REVIEWER
                + ",USER,\"=cmd|' /C calc'!A0\",c@example.org,Sales,"
                + ",ACTIVE,2020-01-01T00:00:00Z,,false"));
  }

  static Path assets(Path folder) throws IOException {
    return Files.write(
        folder.resolve("assets.csv"),
        List.of("id,type,name,system,tags,owner_id", ASSET + ",DATASET,\"@SUM(1)\",ward,PHI,"));
  }
}
