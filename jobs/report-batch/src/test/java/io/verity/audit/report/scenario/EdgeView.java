package io.verity.audit.report.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Looks into a scenario for edges, with no help from who planted them. */
final class EdgeView {

  private final Scenario scenario;
  private final Map<String, List<ScenarioEvent>> byType;
  private final Map<String, Asset> assets = new HashMap<>();

  EdgeView(Scenario scenario) {
    this.scenario = scenario;
    this.byType = scenario.events().stream().collect(Collectors.groupingBy(ScenarioEvent::type));
    scenario.assets().forEach(asset -> assets.put(asset.id(), asset));
  }

  Scenario scenario() {
    return scenario;
  }

  long start() {
    return scenario.start().toEpochMilli();
  }

  long end() {
    return scenario.end().toEpochMilli();
  }

  boolean isInPeriod(ScenarioEvent event) {
    return start() <= event.at() && event.at() < end();
  }

  List<ScenarioEvent> all(String type) {
    return byType.getOrDefault(type, List.of());
  }

  boolean any(String type, Predicate<ScenarioEvent> wanted) {
    return all(type).stream().anyMatch(wanted);
  }

  /** Whether an event of the type is at the very time. */
  boolean at(String type, long millis) {
    return any(type, event -> event.at() == millis);
  }

  boolean anyPrincipal(Predicate<Principal> wanted) {
    return scenario.principals().stream().anyMatch(wanted);
  }

  boolean isTagged(ScenarioEvent event, String tag) {
    Asset asset = assets.get(event.resourceId());
    return asset != null && asset.tags().contains(tag);
  }

  /** Two events that name the same thing; the one of a pair is never the other. */
  boolean pair(
      String one, String other, String field, BiPredicate<ScenarioEvent, ScenarioEvent> wanted) {
    Map<String, List<ScenarioEvent>> others =
        all(other).stream()
            .filter(event -> event.text(field) != null)
            .collect(Collectors.groupingBy(event -> event.text(field)));
    return any(
        one,
        a ->
            a.text(field) != null
                && others.getOrDefault(a.text(field), List.of()).stream()
                    .anyMatch(b -> a != b && wanted.test(a, b)));
  }

  /** Nobody else of the type names what the event names. */
  boolean isAlone(ScenarioEvent event, String type, String field) {
    return event.text(field) != null
        && all(type).stream().noneMatch(other -> event.text(field).equals(other.text(field)));
  }

  /** Logins of one actor at a distance. */
  boolean logins(long apart, boolean sameOrigin) {
    return any(
        "LOGIN_SUCCEEDED",
        a ->
            a.text("origin") != null
                && all("LOGIN_SUCCEEDED").stream()
                    .anyMatch(
                        b ->
                            a != b
                                && b.at() - a.at() == apart
                                && a.actorId().equals(b.actorId())
                                && b.text("origin") != null
                                && sameOrigin == a.text("origin").equals(b.text("origin"))));
  }

  boolean login(BiPredicate<Principal, ScenarioEvent> wanted) {
    return anyPrincipal(
        principal ->
            any(
                "LOGIN_SUCCEEDED",
                login -> login.actorId().equals(principal.id()) && wanted.test(principal, login)));
  }

  /** An access and a consent event of its subject and purpose. */
  boolean consent(String type, BiPredicate<ScenarioEvent, ScenarioEvent> wanted) {
    return pair(
        "DATA_READ",
        type,
        "subject_id",
        (access, consent) ->
            isInPeriod(access)
                && consent.text("purpose").equals(access.text("purpose"))
                && wanted.test(access, consent));
  }
}
