package io.verity.audit.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.cli.bench.TrailCompany.Asset;
import io.verity.audit.cli.bench.TrailCompany.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The few thousand events that reports look at one by one: reviews and their decisions, changes,
 * grants, consent, requests of data subjects, incidents. As many however large the trail is, so
 * that findings stay what a company of this size has.
 */
final class BusinessEvents {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final int REVIEWS = 2_000;
  private static final int CHANGES = 600;
  private static final int GRANTS = 800;
  private static final int CONSENTS = 500;
  private static final int REQUESTS = 60;
  private static final int INCIDENTS = 40;
  private static final int DISCLOSURES = 400;
  private static final int BREAK_GLASS = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TrailCompany company;
  private final SplittableRandom random;
  private final List<BusinessEvent> events = new ArrayList<>();

  private BusinessEvents(TrailCompany company, long seed) {
    this.company = company;
    this.random = new SplittableRandom(seed ^ 0x5DEECE66DL);
  }

  /** All of them, in the quarter, by time. */
  static List<BusinessEvent> of(TrailCompany company, long seed) {
    return new BusinessEvents(company, seed).all();
  }

  private List<BusinessEvent> all() {
    times(REVIEWS, this::review);
    times(CHANGES, this::change);
    times(GRANTS, this::grant);
    times(CONSENTS, this::consent);
    times(REQUESTS, () -> request("SUBJECT_ACCESS"));
    times(REQUESTS, () -> request("ERASURE"));
    times(INCIDENTS, this::incident);
    times(DISCLOSURES, this::disclosure);
    times(BREAK_GLASS, this::breakGlass);
    times(200, () -> account("CREDENTIAL_CHANGED", "UPDATE", anyone().id(), within()));
    times(40, () -> account("ROLE_CHANGED", "UPDATE", anyone().id(), within()));
    times(60, () -> add("ANOMALY_DETECTED", "ACCOUNT", anyone().id(), "CREATE", within()));
    times(60, () -> add("OBJECT_CREATED", "SYSTEM_OBJECT", id(), "CREATE", within()));
    times(40, () -> add("OBJECT_DELETED", "SYSTEM_OBJECT", id(), "DELETE", within()));
    times(6, () -> add("RESTORE_TESTED", "SYSTEM", id(), "EXECUTE", within()));
    leavers();
    daily();
    return events.stream()
        .filter(event -> isInQuarter(event.at()))
        .sorted(
            Comparator.comparingLong(BusinessEvent::at)
                .thenComparing(event -> event.id().toString()))
        .toList();
  }

  private void review() {
    UUID review = id();
    long at = within();
    long due = at + 7 * DAY;
    int score = random.nextInt(101);
    add(
        "REVIEW_STARTED",
        "ACCESS_REVIEW",
        review,
        "CREATE",
        at,
        "review_id",
        review,
        "campaign",
        "Q3",
        "subject_id",
        anyone().id(),
        "reviewer_id",
        anyone().id(),
        "due_at",
        Instant.ofEpochMilli(due),
        "risk_score",
        score);
    int fate = random.nextInt(20);
    if (fate == 0) {
      add("REVIEW_ESCALATED", "ACCESS_REVIEW", review, "UPDATE", due, "review_id", review);
      add(
          "REVIEW_ESCALATION_EXHAUSTED",
          "ACCESS_REVIEW",
          review,
          "UPDATE",
          due + 2 * DAY,
          "review_id",
          review);
    } else if (fate > 2) {
      decide(review, at + random.nextLong(8 * DAY), score);
    }
  }

  private void decide(UUID review, long at, int score) {
    int choice = random.nextInt(10);
    String decision = choice < 6 ? "APPROVE" : choice < 9 ? "REVOKE" : "MODIFY";
    String action = decision.equals("MODIFY") ? "UPDATE" : decision;
    add(
        "DECISION_SUBMITTED",
        "ACCESS_REVIEW",
        review,
        action,
        at,
        "review_id",
        review,
        "decision",
        decision,
        "risk_score",
        score,
        "rationale",
        random.nextInt(10) == 0 ? "" : "still needed — évalué");
    if (decision.equals("REVOKE")) {
      UUID grant = id();
      revocation("REQUESTED", "UPDATE", review, grant, at);
      if (random.nextInt(10) > 0) {
        revocation("EXECUTED", "REVOKE", review, grant, at + random.nextLong(6 * DAY));
      }
    }
  }

  private void revocation(String step, String action, UUID review, UUID grant, long at) {
    add("REVOCATION_" + step, "GRANT", grant, action, at, "review_id", review, "grant_id", grant);
  }

  private void change() {
    UUID change = id();
    Person requester = anyone();
    Person approver = random.nextInt(50) == 0 ? requester : anyone();
    long at = within();
    addBy(requester, "CHANGE_REQUESTED", "CHANGE", change, "CREATE", at, "change_id", change);
    if (random.nextInt(20) > 0) {
      long approved = at + random.nextLong(DAY);
      addBy(
          approver, "CHANGE_APPROVED", "CHANGE", change, "APPROVE", approved, "change_id", change);
    }
    boolean emergency = random.nextInt(20) == 0;
    long deployed = at + 20 * HOUR + random.nextLong(2 * DAY);
    add(
        "CHANGE_DEPLOYED",
        "CHANGE",
        change,
        "UPDATE",
        deployed,
        "change_id",
        change,
        "emergency",
        emergency);
  }

  private void grant() {
    UUID request = id();
    Person requester = anyone();
    Person approver = random.nextInt(80) == 0 ? requester : anyone();
    long at = within();
    addBy(
        requester,
        "ACCESS_REQUESTED",
        "ACCESS_REQUEST",
        request,
        "CREATE",
        at,
        "request_id",
        request,
        "role",
        "writer");
    if (random.nextInt(25) > 0) {
      long approved = at + random.nextLong(DAY);
      addBy(
          approver,
          "ACCESS_APPROVED",
          "ACCESS_REQUEST",
          request,
          "APPROVE",
          approved,
          "request_id",
          request);
    }
    UUID granted = id();
    long grantedAt = at + DAY + random.nextLong(DAY);
    add(
        "ACCESS_GRANTED",
        "GRANT",
        granted,
        "GRANT",
        grantedAt,
        "request_id",
        request,
        "grant_id",
        granted);
  }

  private void consent() {
    UUID subject = subject();
    boolean withdrawn = random.nextInt(8) == 0;
    add(
        withdrawn ? "CONSENT_WITHDRAWN" : "CONSENT_GIVEN",
        "CONSENT",
        subject,
        withdrawn ? "DELETE" : "CREATE",
        within(),
        "subject_id",
        subject,
        "purpose",
        random.nextBoolean() ? "MARKETING" : "RESEARCH");
  }

  private void request(String kind) {
    UUID request = id();
    UUID subject = subject();
    long at = within();
    Object[] details = {"request_id", request, "subject_id", subject};
    add(kind + "_REQUESTED", "SUBJECT_REQUEST", request, "CREATE", at, details);
    long completed = at + random.nextLong(40 * DAY);
    add(kind + "_COMPLETED", "SUBJECT_REQUEST", request, "UPDATE", completed, details);
  }

  private void incident() {
    UUID incident = id();
    long at = within();
    add("INCIDENT_OPENED", "INCIDENT", incident, "CREATE", at, "incident_id", incident);
    long closed = at + random.nextLong(9 * DAY);
    add("INCIDENT_CLOSED", "INCIDENT", incident, "UPDATE", closed, "incident_id", incident);
  }

  private void disclosure() {
    Asset asset = anything();
    add(
        "DATA_DISCLOSED",
        asset.type(),
        asset.id(),
        "DISCLOSE",
        within(),
        "purpose",
        random.nextBoolean() ? "LEGAL" : "TREATMENT",
        "outcome",
        "ALLOWED",
        "subject_id",
        subject(),
        "recipient",
        "Court");
  }

  private void breakGlass() {
    Asset asset = anything();
    long at = within();
    UUID access =
        add(
            "DATA_READ",
            asset.type(),
            asset.id(),
            "READ",
            at,
            "purpose",
            "TREATMENT",
            "outcome",
            "ALLOWED",
            "subject_id",
            subject(),
            "break_glass",
            true);
    if (random.nextInt(5) > 0) {
      long reviewed = at + random.nextLong(80 * HOUR);
      add("BREAK_GLASS_REVIEWED", "AUDIT_EVENT", access, "APPROVE", reviewed, "event_id", access);
    }
  }

  private void leavers() {
    for (Person person : company.people()) {
      if (person.terminatedAt() != null && random.nextInt(8) > 0) {
        account(
            "ACCOUNT_DISABLED",
            "DELETE",
            person.id(),
            person.terminatedAt() + random.nextLong(4 * DAY));
      }
    }
  }

  private void daily() {
    for (long day = TrailCompany.START.toEpochMilli();
        day < TrailCompany.END.toEpochMilli();
        day += DAY) {
      add("BACKUP_COMPLETED", "SYSTEM", id(), "EXECUTE", day + 2 * HOUR);
      if (random.nextInt(15) > 0) {
        add("LOG_REVIEWED", "AUDIT_LOG", id(), "READ", day + 8 * HOUR, "scope", "daily");
      }
    }
  }

  private void account(String type, String action, UUID account, long at) {
    add(type, "ACCOUNT", account, action, at, "subject_id", account);
  }

  private UUID add(
      String type, String resourceType, UUID resource, String action, long at, Object... details) {
    return addBy(anyone(), type, resourceType, resource, action, at, details);
  }

  private UUID addBy(
      Person actor,
      String type,
      String resourceType,
      UUID resource,
      String action,
      long at,
      Object... details) {
    ObjectNode fields = JSON.createObjectNode();
    for (int i = 0; i < details.length; i += 2) {
      Object value = details[i + 1];
      boolean literal = value instanceof Boolean || value instanceof Integer;
      fields.set((String) details[i], JSON.valueToTree(literal ? value : value.toString()));
    }
    UUID id = id();
    events.add(
        new BusinessEvent(
            id,
            type,
            actor.id(),
            actor.type(),
            resourceType,
            resource,
            action,
            fields.toString(),
            at));
    return id;
  }

  private static void times(int count, Runnable what) {
    for (int i = 0; i < count; i++) {
      what.run();
    }
  }

  private static boolean isInQuarter(long at) {
    return TrailCompany.START.toEpochMilli() <= at && at < TrailCompany.END.toEpochMilli();
  }

  private long within() {
    return random.nextLong(TrailCompany.START.toEpochMilli(), TrailCompany.END.toEpochMilli());
  }

  private UUID id() {
    return TrailCompany.uuid(random);
  }

  private UUID subject() {
    return company.subjects().get(random.nextInt(company.subjects().size()));
  }

  private Person anyone() {
    return company.people().get(random.nextInt(company.people().size()));
  }

  private Asset anything() {
    return company.assets().get(random.nextInt(company.assets().size()));
  }
}
