package io.verity.audit.collect.engine;

import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import io.verity.audit.collect.source.SourceSettings;
import io.verity.audit.collect.source.Sources;
import io.verity.audit.store.Control;
import io.verity.audit.store.Controls;
import io.verity.audit.store.Database;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** An engine in this process, with schedules that have seconds, and its handler. */
final class TestEngine implements AutoCloseable {

  static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
  static final Instant END = Instant.parse("2026-07-02T00:00:00Z");
  static final Duration TIMEOUT = Duration.ofSeconds(1);
  static final int ATTEMPTS = 4;
  static final long MOST_BYTES = 1 << 20;

  final ScriptedHandler handler = new ScriptedHandler();
  final TestStore store;
  final EvidenceRecords records;
  final CollectorEngine engine;
  private final Database database;

  TestEngine(EngineServer server, Path folder) {
    this(server, folder, DatabaseClock::new);
  }

  TestEngine(EngineServer server, Path folder, Function<Database, DatabaseClock> clock) {
    database = new Database(server.access());
    records = new EvidenceRecords(database);
    store = new TestStore(folder);
    engine =
        CollectorEngine.start(
            database,
            store,
            HandlerLookup.of(Map.of(ScriptedHandler.NAME, handler)),
            sources("a", "b", "c"),
            new EngineSettings(
                "verity-collector",
                3,
                ATTEMPTS,
                Duration.ofMillis(100),
                Duration.ofMillis(400),
                Duration.ofMillis(100),
                Duration.ofMillis(300)),
            clock,
            TestEngine::cron);
  }

  static CronTimes cron(String expression) {
    return new CronTimes(expression, CronStyle.SPRING53);
  }

  private static Sources sources(String... names) {
    Map<String, SourceSettings> sources = new HashMap<>();
    for (String name : names) {
      sources.put(
          name,
          new SourceSettings(name, ScriptedHandler.NAME, Map.of(), 100, 2, TIMEOUT, MOST_BYTES));
    }
    return new Sources(sources);
  }

  /** A control that is due once a century, so to say. */
  UUID control(String id, String... sources) {
    return controlOf(id, ScriptedHandler.NAME, "0 0 0 29 2 *", sources);
  }

  UUID controlOf(String id, String handlerName, String schedule, String... sources) {
    var control = TestControls.control("test-" + id, id, handlerName, schedule, List.of(sources));
    new Controls(database).load(List.of(control));
    return control.id();
  }

  Control find(UUID control) {
    return new Controls(database).find(control).orElseThrow();
  }

  EvidenceRecord collect(UUID control) {
    return engine.collectNow(control, START, END, "mei");
  }

  EvidenceRecord record(UUID id) {
    return records.find(id).orElseThrow();
  }

  @Override
  public void close() {
    engine.close();
    database.close();
  }
}
