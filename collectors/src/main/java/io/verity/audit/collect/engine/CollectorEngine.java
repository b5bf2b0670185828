package io.verity.audit.collect.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.verity.audit.collect.Handlers;
import io.verity.audit.collect.source.Sources;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.store.Control;
import io.verity.audit.store.Controls;
import io.verity.audit.store.CreatedEvidence;
import io.verity.audit.store.Database;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import io.verity.audit.store.EvidenceStatus;
import io.verity.audit.store.SourceBudget;
import io.verity.audit.store.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Collects evidence for one replica, together with all others on the same database:
 *
 * <pre>
 * plan (every 30 s) -> a task per control -> at its time: a record per period that has ended
 *                                              \-> a task per record -> worker: attempt
 * collectNow --------------------------------------/        |   \-> failed: again, later
 *                                                   ask sources -> object store -> row
 * </pre>
 *
 * What it relies on:
 *
 * <ul>
 *   <li>A record is unique by control and period, and its task by the record: whoever asks, and how
 *       often, it is collected once. An attempt fences those before it, and a collected record
 *       never changes; the database sees to both.
 *   <li>A replica that dies leaves tasks that others take over when four of its heartbeats failed
 *       to come, slots that are free again when their time is over, and perhaps a version of an
 *       object that nobody refers to.
 *   <li>All times are the database's.
 * </ul>
 */
public final class CollectorEngine implements AutoCloseable {

  private final Database database;
  private final Controls controls;
  private final EvidenceRecords records;
  private final Collectability collectability;
  private final DatabaseClock clock;
  private final EngineNumbers numbers;
  private final ManualEvidence manual;
  private final EngineScheduler scheduler;

  private CollectorEngine(
      Database database,
      ObjectStore store,
      HandlerLookup handlers,
      Sources sources,
      EngineSettings settings,
      DatabaseClock clock,
      Function<String, CronTimes> cron) {
    this.database = database;
    this.clock = clock;
    controls = new Controls(database);
    records = new EvidenceRecords(database);
    collectability = new Collectability(handlers, sources, store != null);
    HandlerThreads threads = new HandlerThreads();
    numbers = new EngineNumbers(threads::abandoned);
    RecordKeeper keeper = new RecordKeeper(records, store);
    manual = new ManualEvidence(records, store, keeper, clock);
    SourceAsker asker = new SourceAsker(new SourceBudget(database), threads, clock);
    Collector collector =
        new Collector(
            controls,
            records,
            collectability,
            new SourceRound(asker, collectability),
            keeper,
            settings,
            numbers);
    scheduler =
        new EngineScheduler(
            database.dataSource(),
            clock,
            settings,
            new CollectTask(collector, clock),
            new ScheduleTask(controls, records, clock, cron, settings.serviceAccount(), numbers),
            new PlanTask(controls, records, collectability, clock, cron));
  }

  /**
   * Returns at once; a database that is away is waited for. Object store, handlers and sources stay
   * the caller's.
   *
   * @param database gives access only: the engine has connections of its own
   * @param store null for none, and then nothing can be collected
   */
  public static CollectorEngine start(
      Database database,
      ObjectStore store,
      Handlers handlers,
      Sources sources,
      EngineSettings settings) {
    return start(
        database,
        store,
        HandlerLookup.of(handlers),
        sources,
        settings,
        DatabaseClock::new,
        CronTimes::new);
  }

  static CollectorEngine start(
      Database database,
      ObjectStore store,
      HandlerLookup handlers,
      Sources sources,
      EngineSettings settings,
      Function<Database, DatabaseClock> clock,
      Function<String, CronTimes> cron) {
    Database own = Database.pooled(database.access(), connections(settings.workers()));
    CollectorEngine engine =
        new CollectorEngine(own, store, handlers, sources, settings, clock.apply(own), cron);
    engine.scheduler.start();
    return engine;
  }

  /** Workers wait for sources most of the time, not for the database. */
  private static int connections(int workers) {
    return 4 + workers / 2;
  }

  /**
   * Asks for the evidence of a period, to be collected at once. Where there is a record that is
   * collected or pending, that is all; one that failed gets all its attempts again.
   *
   * @param who wants it
   * @throws RefusedException where it can't be collected here, or the period is none
   */
  public EvidenceRecord collectNow(UUID controlId, Instant start, Instant end, String who) {
    Control control = control(controlId);
    collectable(control)
        .ifPresent(
            problem -> {
              throw new RefusedException(problem);
            });
    checkPeriod(start, end);
    CreatedEvidence asked = records.request(controlId, start, end, Trigger.AD_HOC, who);
    EvidenceRecord record = asked.record();
    SchedulerClient client = scheduler.client();
    if (record.status().equals(EvidenceStatus.FAILED.value())) {
      CollectTask.again(client, record, clock.now());
    } else if (!record.isCollected()) {
      CollectTask.schedule(client, record, clock.now(), CollectTask.AT_ONCE);
    }
    return record;
  }

  /** Why this installation can't collect a control, for a person; empty where it can. */
  public Optional<String> collectable(Control control) {
    return collectability.problem(control);
  }

  /**
   * Evidence that a person hands in.
   *
   * @param who hands it in
   * @param reason why by hand, and where it comes from
   * @param payload null for none
   * @param file null for none
   * @throws RefusedException where the period has its evidence already, or there is none
   * @throws io.verity.audit.evidence.object.ObjectStoreException where it can't be stored
   */
  public EvidenceRecord upload(
      UUID controlId,
      Instant start,
      Instant end,
      String who,
      String reason,
      JsonNode payload,
      UploadedFile file) {
    Control control = control(controlId);
    checkPeriod(start, end);
    return manual.upload(control, start, end, who, reason, payload, file);
  }

  private Control control(UUID id) {
    return controls
        .find(id)
        .filter(control -> control.retiredAt() == null)
        .orElseThrow(() -> new RefusedException("There is no control " + id + "."));
  }

  private void checkPeriod(Instant start, Instant end) {
    if (!start.isBefore(end)) {
      throw new RefusedException("The period has to end after it begins.");
    }
    if (end.isAfter(clock.now())) {
      throw new RefusedException(
          "The period ends at %s, which is yet to come: what it will have been can't be collected."
              .formatted(end));
    }
  }

  /** Whether it looks for work, or would if the database were there. */
  public boolean isAlive() {
    return scheduler.isAlive();
  }

  public Map<String, Long> numbers() {
    return numbers.values();
  }

  /** Stops; what it is at is begun again by whoever is there. */
  @Override
  public void close() {
    scheduler.close();
    database.close();
  }
}
