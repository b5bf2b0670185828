package io.verity.audit.report.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What an oracle asks of a scenario: its events before the period's end, in order. */
final class Trail {

  static final String[] DATA = {"DATA_READ", "DATA_EXPORTED", "DATA_DISCLOSED"};

  private final Scenario scenario;
  private final long start;
  private final long end;
  private final List<ScenarioEvent> beforeEnd;

  Trail(Scenario scenario) {
    this.scenario = scenario;
    this.start = scenario.start().toEpochMilli();
    this.end = scenario.end().toEpochMilli();
    this.beforeEnd =
        scenario.events().stream()
            .filter(event -> event.at() < end)
            .sorted(ScenarioEvent.ORDER)
            .toList();
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  boolean isInPeriod(long millis) {
    return start <= millis && millis < end;
  }

  List<Principal> principals() {
    return scenario.principals();
  }

  /** The whole trail before the period's end. */
  List<ScenarioEvent> before(String... types) {
    return beforeEnd.stream().filter(event -> event.is(types)).toList();
  }

  List<ScenarioEvent> inPeriod() {
    return beforeEnd.stream().filter(event -> isInPeriod(event.at())).toList();
  }

  List<ScenarioEvent> inPeriod(String... types) {
    return inPeriod().stream().filter(event -> event.is(types)).toList();
  }

  /** Events before the end by a text of their details; those without it are in none. */
  Map<String, List<ScenarioEvent>> by(String name, String... types) {
    Map<String, List<ScenarioEvent>> groups = new HashMap<>();
    for (ScenarioEvent event : before(types)) {
      if (event.text(name) != null) {
        groups.computeIfAbsent(event.text(name), key -> new ArrayList<>()).add(event);
      }
    }
    return groups;
  }

  /** The first of each group. */
  Map<String, ScenarioEvent> firstBy(String name, String... types) {
    Map<String, ScenarioEvent> first = new HashMap<>();
    by(name, types).forEach((key, events) -> first.put(key, events.get(0)));
    return first;
  }

  /** Ids of the assets with a tag. */
  Set<String> tagged(String tag) {
    Set<String> ids = new HashSet<>();
    for (Asset asset : scenario.assets()) {
      if (asset.tags().contains(tag)) {
        ids.add(asset.id());
      }
    }
    return ids;
  }

  /** DATA_ events in the period on assets with a tag. */
  List<ScenarioEvent> accessesOf(String tag) {
    Set<String> assets = tagged(tag);
    return inPeriod(DATA).stream().filter(e -> assets.contains(e.resourceId())).toList();
  }

  static long distinct(Stream<?> values) {
    return values.filter(value -> value != null).distinct().count();
  }
}
