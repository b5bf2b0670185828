package io.verity.audit.report.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The metrics of hipaa. */
final class HipaaOracle {

  private static final long REVIEW_WITHIN = Duration.ofHours(72).toMillis();
  private static final long AT_ONCE = Duration.ofMinutes(10).toMillis();
  private static final Set<String> NOT_ACCOUNTABLE = Set.of("TREATMENT", "PAYMENT", "OPERATIONS");

  private final Trail trail;

  HipaaOracle(Trail trail) {
    this.trail = trail;
  }

  Map<String, Object> answers() {
    List<ScenarioEvent> accesses = trail.accessesOf("PHI");
    List<ScenarioEvent> breakGlass =
        accesses.stream().filter(event -> event.isTrue("break_glass")).toList();
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("phi_accesses", (long) accesses.size());
    answers.put("phi_accessors", Trail.distinct(accesses.stream().map(ScenarioEvent::actorId)));
    answers.put(
        "disclosures_accountable",
        accesses.stream().filter(HipaaOracle::isAccountableDisclosure).count());
    answers.put("break_glass", (long) breakGlass.size());
    answers.put("break_glass_unreviewed", unreviewed(breakGlass));
    answers.put("log_reviews", (long) trail.inPeriod("LOG_REVIEWED").size());
    answers.put("shared_ids", sharedIds());
    return answers;
  }

  private static boolean isAccountableDisclosure(ScenarioEvent access) {
    String purpose = access.text("purpose");
    return access.is("DATA_DISCLOSED") && (purpose == null || !NOT_ACCOUNTABLE.contains(purpose));
  }

  private long unreviewed(List<ScenarioEvent> breakGlass) {
    Map<String, List<ScenarioEvent>> reviews = trail.by("event_id", "BREAK_GLASS_REVIEWED");
    return breakGlass.stream()
        .filter(
            access ->
                reviews.getOrDefault(access.eventId(), List.of()).stream()
                    .map(review -> review.at() - access.at())
                    .noneMatch(later -> 0 <= later && later <= REVIEW_WITHIN))
        .count();
  }

  /** Every pair of an actor's logins is looked at. */
  private long sharedIds() {
    Map<String, List<ScenarioEvent>> logins =
        trail.inPeriod("LOGIN_SUCCEEDED").stream()
            .filter(login -> login.text("origin") != null)
            .collect(Collectors.groupingBy(ScenarioEvent::actorId));
    return logins.values().stream().filter(HipaaOracle::isShared).count();
  }

  private static boolean isShared(List<ScenarioEvent> logins) {
    return logins.stream()
        .anyMatch(
            one ->
                logins.stream()
                    .anyMatch(
                        other ->
                            Math.abs(one.at() - other.at()) < AT_ONCE
                                && !one.text("origin").equals(other.text("origin"))));
  }
}
