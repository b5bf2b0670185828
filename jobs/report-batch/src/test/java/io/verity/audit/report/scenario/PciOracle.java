package io.verity.audit.report.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The metrics of pci_dss. */
final class PciOracle {

  private static final long UNREVIEWED_AFTER = Duration.ofDays(182).toMillis();
  private static final long IDLE_AFTER = Duration.ofDays(90).toMillis();

  private final Trail trail;

  PciOracle(Trail trail) {
    this.trail = trail;
  }

  Map<String, Object> answers() {
    Map<String, Long> categories = categories();
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("categories", categories);
    answers.put(
        "empty_categories",
        categories.keySet().stream().filter(category -> categories.get(category) == 0).toList());
    Set<String> reviewed = reviewedLately();
    answers.put("accounts_unreviewed_6m", active(p -> !reviewed.contains(p.id())));
    answers.put("leavers_active", leaversActive());
    Set<String> seen = loggedInLately();
    answers.put("idle_accounts", active(p -> p.kind().equals("USER") && !seen.contains(p.id())));
    answers.put("days_without_log_review", daysWithoutLogReview());
    return answers;
  }

  private Map<String, Long> categories() {
    Set<String> privileged =
        trail.principals().stream()
            .filter(Principal::privileged)
            .map(Principal::id)
            .collect(Collectors.toSet());
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("10.2.1.1", (long) trail.accessesOf("CHD").size());
    counts.put("10.2.1.2", count(e -> privileged.contains(e.actorId())));
    counts.put(
        "10.2.1.3", count(e -> e.resourceType().equals("AUDIT_LOG") && e.action().equals("READ")));
    counts.put(
        "10.2.1.4",
        count(e -> e.is("LOGIN_FAILED") || e.is(Trail.DATA) && "DENIED".equals(e.text("outcome"))));
    counts.put(
        "10.2.1.5", count(e -> e.is("CREDENTIAL_CHANGED", "ACCOUNT_CREATED", "ROLE_CHANGED")));
    counts.put("10.2.1.6", count(e -> e.is("LOGGING_STARTED", "LOGGING_STOPPED")));
    counts.put(
        "10.2.1.7",
        count(
            e ->
                e.resourceType().equals("SYSTEM_OBJECT")
                    && List.of("CREATE", "DELETE").contains(e.action())));
    return counts;
  }

  private long count(Predicate<ScenarioEvent> counted) {
    return trail.inPeriod().stream().filter(counted).count();
  }

  private long active(Predicate<Principal> counted) {
    return trail.principals().stream()
        .filter(principal -> principal.isActiveAt(trail.end()))
        .filter(counted)
        .count();
  }

  /** Subjects of reviews with a decision in the half year before the end. */
  private Set<String> reviewedLately() {
    Reviews reviews = new Reviews(trail);
    return trail.before("DECISION_SUBMITTED").stream()
        .filter(decision -> decision.at() >= trail.end() - UNREVIEWED_AFTER)
        .map(reviews::subjectOf)
        .filter(subject -> subject != null)
        .collect(Collectors.toSet());
  }

  private Set<String> loggedInLately() {
    return trail.before("LOGIN_SUCCEEDED").stream()
        .filter(login -> login.at() >= trail.end() - IDLE_AFTER)
        .map(ScenarioEvent::actorId)
        .collect(Collectors.toSet());
  }

  private long leaversActive() {
    List<ScenarioEvent> logins = trail.inPeriod("LOGIN_SUCCEEDED");
    return trail.principals().stream()
        .filter(p -> p.terminatedAt() != null && p.terminatedAt() < trail.end())
        .filter(
            p ->
                logins.stream()
                    .anyMatch(
                        login -> login.actorId().equals(p.id()) && login.at() > p.terminatedAt()))
        .count();
  }

  private long daysWithoutLogReview() {
    Set<LocalDate> days = new HashSet<>();
    LocalDate last = day(trail.end() - 1);
    for (LocalDate day = day(trail.start()); !day.isAfter(last); day = day.plusDays(1)) {
      days.add(day);
    }
    trail.inPeriod("LOG_REVIEWED").forEach(review -> days.remove(day(review.at())));
    return days.size();
  }

  private static LocalDate day(long millis) {
    return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).toLocalDate();
  }
}
