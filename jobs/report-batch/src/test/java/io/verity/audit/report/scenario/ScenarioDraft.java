package io.verity.audit.report.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A scenario that is being written. All chance comes from one seed. */
final class ScenarioDraft {

  static final long SECOND = 1_000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LATE_ONE_IN = 20;

  private final Random random;
  private final Instant from;
  private final Instant to;
  private final List<ScenarioEvent> events = new ArrayList<>();
  private final List<Principal> principals = new ArrayList<>();
  private final List<Asset> assets = new ArrayList<>();

  ScenarioDraft(Instant from, Instant to, long seed) {
    this.from = from;
    this.to = to;
    this.random = new Random(seed);
  }

  long start() {
    return from.toEpochMilli();
  }

  long end() {
    return to.toEpochMilli();
  }

  Random random() {
    return random;
  }

  List<Principal> principals() {
    return principals;
  }

  List<Asset> assets() {
    return assets;
  }

  int size() {
    return events.size();
  }

  String id() {
    long high = random.nextLong() & ~0xF000L | 0x4000L;
    long low = random.nextLong() >>> 2 | 1L << 63;
    return new UUID(high, low).toString();
  }

  <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  @SafeVarargs
  final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** A time in the period, with room to either side. */
  long within(long afterStart, long beforeEnd) {
    return start() + afterStart + random.nextLong(end() - start() - afterStart - beforeEnd);
  }

  /** A time in the period. */
  long within() {
    return within(0, 0);
  }

  Principal principal(String kind, String name, long hiredAt, Long terminatedAt, boolean admin) {
    Principal principal = new Principal(id(), kind, name, hiredAt, terminatedAt, admin);
    principals.add(principal);
    return principal;
  }

  /** An employee since long ago, known to nothing else. */
  Principal newcomer(Long terminatedAt) {
    return principal("USER", "Case " + principals.size(), start() - 900 * DAY, terminatedAt, false);
  }

  Asset asset(String type, String... tags) {
    Asset asset = new Asset(id(), type, "asset-" + assets.size(), List.of(tags));
    assets.add(asset);
    return asset;
  }

  /** An event on what its details name, or on a resource of its own. */
  ScenarioEvent add(String type, String actorId, long at, Object... details) {
    EventKinds kind = EventKinds.of(type);
    ObjectNode fields = fields(details);
    String resource =
        kind.idField() != null && fields.path(kind.idField()).isTextual()
            ? fields.path(kind.idField()).textValue()
            : id();
    return add(type, actorId, kind.resourceType(), resource, kind.action(), fields.toString(), at);
  }

  /** A DATA_ event. */
  ScenarioEvent access(String type, String actorId, Asset asset, long at, Object... details) {
    String action = EventKinds.of(type).action();
    return add(type, actorId, asset.type(), asset.id(), action, fields(details).toString(), at);
  }

  /** An event whose details are any text. */
  ScenarioEvent add(
      String type,
      String actorId,
      String resourceType,
      String resourceId,
      String action,
      String details,
      long at) {
    String actorType =
        principals.stream()
            .filter(principal -> principal.id().equals(actorId))
            .map(Principal::kind)
            .findFirst()
            .orElse("USER");
    ScenarioEvent event =
        new ScenarioEvent(
            id(),
            type,
            actorId,
            actorType,
            resourceType,
            resourceId,
            action,
            details,
            ScenarioEvent.parse(details),
            at);
    events.add(event);
    return event;
  }

  /** The whole, in Kafka order: by time, but that some come up to a day late. */
  Scenario finish() {
    record Arrival(ScenarioEvent event, long at) {}
    List<ScenarioEvent> inKafkaOrder =
        events.stream()
            .map(
                event ->
                    new Arrival(
                        event,
                        event.at() + (random.nextInt(LATE_ONE_IN) == 0 ? random.nextLong(DAY) : 0)))
            .sorted(Comparator.comparingLong(Arrival::at))
            .map(Arrival::event)
            .toList();
    return new Scenario(inKafkaOrder, principals, assets, from, to);
  }

  /** Names and values in turn; times and whatever else is no text or number go in as they are. */
  private static ObjectNode fields(Object... details) {
    ObjectNode fields = JSON.createObjectNode();
    for (int i = 0; i < details.length; i += 2) {
      fields.set((String) details[i], JSON.valueToTree(details[i + 1]));
    }
    return fields;
  }
}
