package io.verity.audit.report.scenario;

import java.time.Instant;
import java.util.Map;

/** A hand-made case: a few events of a quarter, told one by one, ids and all. */
final class Story {

  private final ScenarioDraft draft =
      new ScenarioDraft(
          Instant.parse("2026-07-01T00:00:00Z"), Instant.parse("2026-10-01T00:00:00Z"), 0);

  /** An event at a time like {@code 07-01T12:00} or {@code 07-01T12:00:00.001}. */
  Story with(String type, String actor, String time, Object... details) {
    draft.add(type, actor, millis(time), details);
    return this;
  }

  Story access(String type, String actor, String time, Asset asset, Object... details) {
    draft.access(type, actor, asset, millis(time), details);
    return this;
  }

  /** The id of an access, for those who review it. */
  String accessId(String actor, String time, Asset asset, Object... details) {
    return draft.access("DATA_READ", actor, asset, millis(time), details).eventId();
  }

  /** The id of an event, which decides a tie. */
  String id(String type, String actor, String time, Object... details) {
    return draft.add(type, actor, millis(time), details).eventId();
  }

  Story on(String resourceType, String action) {
    draft.add("ANY", "a", resourceType, "r", action, "{}", millis("07-02T00:00"));
    return this;
  }

  Asset asset(String... tags) {
    return draft.asset("DATASET", tags);
  }

  Principal principal(String kind, String hired, String terminated, boolean privileged) {
    return draft.principal(
        kind, "n", millis(hired), terminated == null ? null : millis(terminated), privileged);
  }

  Map<String, Object> common() {
    return new MetricOracle(draft.finish()).common();
  }

  Map<String, Object> of(String framework) {
    return new MetricOracle(draft.finish()).framework(framework);
  }

  Map<String, Object> ofSubject(String subject) {
    return new MetricOracle(draft.finish()).gdpr(subject);
  }

  private static long millis(String time) {
    return Instant.parse("2026-" + time + (time.length() == 11 ? ":00Z" : "Z")).toEpochMilli();
  }
}
