package io.verity.audit.control.holds.keeper;

import io.verity.audit.store.TrailRetention;
import io.verity.audit.store.TrailTable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the trail's TTL away while a hold on it stands, and gives back exactly what there was. What
 * is decided is written down before it is done, and seen to be done before it is called so: at
 * whichever point a step ends, the next one goes on from there.
 */
final class TrailKeeper {

  /** The ledger has no TTL, and its rows are needed to prove those of the others. */
  static final List<String> TABLES = List.of("verity_audit", "verity_audit_rejected");

  /** In the access log. */
  static final String NAME = "verity-hold-keeper";

  private static final Logger LOG = LoggerFactory.getLogger(TrailKeeper.class);

  private final TrailRetention retention;
  private final TrailTtl trail;

  TrailKeeper(TrailRetention retention, TrailTtl trail) {
    this.retention = retention;
    this.trail = trail;
  }

  /** Brings every table to what holds want of it; does nothing where another keeper is at it. */
  void step() {
    retention.alone(
        () -> {
          boolean held = retention.isHeld();
          Map<String, TrailTable> known =
              retention.all().stream()
                  .collect(Collectors.toMap(TrailTable::name, Function.identity()));
          for (String table : TABLES) {
            if (held) {
              pause(table, known.get(table));
            } else if (known.containsKey(table)) {
              resume(known.get(table));
            }
          }
        });
  }

  private void pause(String name, TrailTable known) {
    String ttl = trail.of(name);
    TrailTable table = known;
    if (table == null || !table.paused()) {
      boolean givenBack = table == null || table.checkedAt() != null;
      table = decide(name, true, givenBack ? ttl : table.ttl());
    }
    if (!ttl.isEmpty()) {
      if (table.checkedAt() != null) {
        LOG.warn("somebody gave {} a TTL while a hold stands; it is removed: {}", name, ttl);
        retention.undone(table, NAME, ttl);
        table = new TrailTable(name, true, table.ttl(), null);
      }
      trail.remove(name);
      check(name, "");
    }
    retention.seen(table, NAME);
  }

  private void resume(TrailTable known) {
    TrailTable table = known.paused() ? decide(known.name(), false, known.ttl()) : known;
    if (table.checkedAt() != null) {
      return;
    }
    if (!table.ttl().equals(trail.of(table.name()))) {
      trail.set(table.name(), table.ttl());
      check(table.name(), table.ttl());
    }
    retention.seen(table, NAME);
  }

  private TrailTable decide(String name, boolean paused, String ttl) {
    retention.decide(name, paused, ttl, NAME);
    LOG.info("rows of {} {}", name, paused ? "are kept while a hold stands" : "may expire again");
    return new TrailTable(name, paused, ttl, null);
  }

  private void check(String table, String wanted) {
    String now = trail.of(table);
    if (!now.equals(wanted)) {
      throw new TrailException(
          "ClickHouse took the change of %s, and says its TTL is \"%s\", not \"%s\""
              .formatted(table, now, wanted),
          true,
          null);
    }
  }
}
