package io.verity.audit.collect.engine;

import io.verity.audit.collect.engine.CronTimes.Period;
import io.verity.audit.evidence.catalog.ControlCatalog;
import io.verity.audit.evidence.catalog.ControlDefinition;
import io.verity.audit.evidence.object.ObjectStoreException;
import io.verity.audit.store.Control;
import io.verity.audit.store.Controls;
import io.verity.audit.store.EvidenceRecord;
import io.verity.audit.store.EvidenceRecords;
import io.verity.audit.store.FencedException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a record: begin, ask each source, store, end.
 *
 * <ul>
 *   <li>Beginning takes the next number of attempt, which fences whoever was at it before. So of
 *       two collectors at the same record only the later one can end it.
 *   <li>An attempt asks all sources again, those that gave something in an earlier one too: a
 *       record is of one moment, and nothing has to be trusted that only lay in a failed row.
 *   <li>It is tried again while all that is missing may come later. A failure that lasts (no such
 *       handler, a refused request) ends it: from there on a person has to ask.
 * </ul>
 */
final class Collector {

  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

  /** More in one record helps nobody, and PostgreSQL's JSONB ends not far above. */
  static final long MOST_BYTES = 64L << 20;

  private final Controls controls;
  private final EvidenceRecords records;
  private final Collectability collectability;
  private final SourceRound round;
  private final RecordKeeper keeper;
  private final EngineSettings settings;
  private final EngineNumbers numbers;
  private final Backoff backoff;

  Collector(
      Controls controls,
      EvidenceRecords records,
      Collectability collectability,
      SourceRound round,
      RecordKeeper keeper,
      EngineSettings settings,
      EngineNumbers numbers) {
    this.controls = controls;
    this.records = records;
    this.collectability = collectability;
    this.round = round;
    this.keeper = keeper;
    this.settings = settings;
    this.numbers = numbers;
    this.backoff = new Backoff(settings.backoff(), settings.backoffLimit());
  }

  /**
   * @param base how many attempts there were when it was asked for (again)
   * @return after which time to try again; empty where it is over
   */
  Optional<Duration> attempt(UUID id, int base) throws InterruptedException {
    Optional<EvidenceRecord> found = records.find(id);
    if (found.isEmpty() || found.get().isCollected()) {
      return Optional.empty();
    }
    Control control = controls.find(found.get().controlId()).orElseThrow();
    Optional<EvidenceRecord> begun = records.begin(id, settings.serviceAccount(), version(control));
    if (begun.isEmpty()) {
      return Optional.empty();
    }
    try {
      return run(control, begun.get(), begun.get().attempt() - base);
    } catch (FencedException e) {
      LOG.info("Another collector is at it: {}", e.getMessage());
      numbers.fenced();
      return Optional.empty();
    }
  }

  private String version(Control control) {
    return collectability
        .handler(control.collectionFn())
        .map(handler -> handler.name() + "/" + handler.version())
        .map(text -> text.length() <= 32 ? text : text.substring(0, 32))
        .orElse("none");
  }

  private Optional<Duration> run(Control control, EvidenceRecord record, int number)
      throws InterruptedException {
    Optional<String> problem = collectability.problem(control);
    if (problem.isPresent()) {
      return failed(control, record, number, Map.of(), Section.Failed.lasting(problem.get()));
    }
    if (number > settings.attempts()) {
      return failed(
          control,
          record,
          number,
          Map.of(),
          Section.Failed.lasting(
              "It was begun %d times and never came to an end.".formatted(number - 1)));
    }
    ControlDefinition definition =
        ControlCatalog.read(control.framework(), control.definitionJson());
    Map<String, Section> sections =
        round.sections(definition, new Period(record.periodStart(), record.periodEnd()));
    return end(control, record, number, sections);
  }

  private Optional<Duration> end(
      Control control, EvidenceRecord record, int number, Map<String, Section> sections) {
    long bytes = sections.values().stream().mapToLong(Collector::bytes).sum();
    if (bytes > MOST_BYTES) {
      return failed(
          control,
          record,
          number,
          Map.of(),
          Section.Failed.lasting(
              "Its sources gave %d bytes, more than the %d that a record may have."
                  .formatted(bytes, MOST_BYTES)));
    }
    Optional<Section.Failed> failure = failure(sections);
    if (failure.isPresent()) {
      return failed(control, record, number, sections, failure.get());
    }
    try {
      Payload payload = Payload.of(control, record, settings.serviceAccount(), sections);
      keeper.collected(control, record, payload, settings.serviceAccount(), sections);
    } catch (ObjectStoreException e) {
      Section.Failed unstored = new Section.Failed(e.getMessage(), e.mayPass(), null);
      return failed(control, record, number, sections, unstored);
    }
    numbers.collected();
    LOG.info("Collected {} of {}: record {}", control.controlId(), period(record), record.id());
    return Optional.empty();
  }

  private static long bytes(Section section) {
    return section instanceof Section.Collected collected ? collected.bytes() : 0;
  }

  /** All that failed as one; empty where nothing did. */
  private static Optional<Section.Failed> failure(Map<String, Section> sections) {
    Map<String, Section.Failed> failed = new LinkedHashMap<>();
    sections.forEach(
        (source, section) -> {
          if (section instanceof Section.Failed one) {
            failed.put(source, one);
          }
        });
    if (failed.isEmpty()) {
      return Optional.empty();
    }
    String error =
        failed.entrySet().stream()
            .map(each -> each.getKey() + ": " + each.getValue().error())
            .collect(Collectors.joining("\n"));
    Duration wish =
        failed.values().stream()
            .map(Section.Failed::retryAfter)
            .filter(after -> after != null)
            .max(Duration::compareTo)
            .orElse(null);
    boolean mayPass = failed.values().stream().allMatch(Section.Failed::mayPass);
    return Optional.of(new Section.Failed(error, mayPass, wish));
  }

  private Optional<Duration> failed(
      Control control,
      EvidenceRecord record,
      int number,
      Map<String, Section> sections,
      Section.Failed failure) {
    Payload partial = Payload.of(control, record, settings.serviceAccount(), sections);
    keeper.failed(record, failure.error(), partial, settings.serviceAccount());
    numbers.failed();
    boolean again = failure.mayPass() && number < settings.attempts();
    LOG.warn(
        "{} of {}, attempt {}, failed{}: {}",
        control.controlId(),
        period(record),
        number,
        again ? "" : " for good",
        failure.error());
    return again ? Optional.of(backoff.after(number, failure.retryAfter())) : Optional.empty();
  }

  private static String period(EvidenceRecord record) {
    return record.periodStart() + " to " + record.periodEnd();
  }
}
