package io.verity.audit.collect.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionHandler;
import io.verity.audit.collect.SourceEvidence;
import io.verity.audit.collect.engine.CronTimes.Period;
import io.verity.audit.collect.engine.HandlerThreads.CrowdedException;
import io.verity.audit.collect.engine.HandlerThreads.HangsException;
import io.verity.audit.collect.source.SourceSettings;
import io.verity.audit.evidence.json.CanonicalJson;
import io.verity.audit.evidence.json.JsonSafe;
import io.verity.audit.store.SourceBudget;
import io.verity.audit.store.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one source for one record, within what all replicas together may ask of it. Whatever a
 * handler does, a section comes back: it may throw, give null, never return or run out of memory.
 */
final class SourceAsker {

  private static final Logger LOG = LoggerFactory.getLogger(SourceAsker.class);

  /** For a handler that keeps its time to say what is wrong itself. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SourceBudget budget;
  private final HandlerThreads threads;
  private final SourceHealth health = new SourceHealth();
  private final DatabaseClock clock;

  SourceAsker(SourceBudget budget, HandlerThreads threads, DatabaseClock clock) {
    this.budget = budget;
    this.threads = threads;
    this.clock = clock;
  }

  /** Empty where as many are at it as it may have. */
  Optional<Section> ask(
      CollectionHandler handler, SourceSettings source, JsonNode request, Period period)
      throws InterruptedException {
    Optional<Section.Failed> known = health.leftAlone(source.name());
    if (known.isPresent()) {
      return Optional.of(known.get());
    }
    Duration limit = source.timeout().plus(GRACE);
    // a slot whose replica dies is free again when its time is over
    Optional<UUID> slot = budget.acquire(source.name(), source.concurrency(), limit.plus(GRACE));
    if (slot.isEmpty()) {
      return Optional.empty();
    }
    Runnable whenDone = () -> release(source.name(), slot.get());
    Optional<Section.Failed> problem = health.begin(source.name());
    if (problem.isPresent()) {
      whenDone.run();
      return Optional.of(problem.get());
    }
    SourceCall call = new SourceCall(source, request, period, budget);
    Section section = section(handler, call, limit, whenDone);
    health.end(source.name(), section instanceof Section.Collected || !call.isOverdue());
    return Optional.of(section);
  }

  private Section section(
      CollectionHandler handler, SourceCall call, Duration limit, Runnable whenDone)
      throws InterruptedException {
    try {
      return threads.call(call.source(), () -> collect(handler, call), limit, whenDone);
    } catch (HangsException e) {
      return Section.Failed.passing(
          "did not answer within %d s".formatted(limit.minus(GRACE).toSeconds()));
    } catch (CrowdedException e) {
      return Section.Failed.passing(
          "%d earlier calls hang in this process; it is asked again when they end"
              .formatted(HandlerThreads.MOST_ABANDONED));
    } catch (ExecutionException e) {
      return failed(call.source(), handler, e.getCause());
    }
  }

  private Section collect(CollectionHandler handler, SourceCall call)
      throws CollectionException, InterruptedException {
    Thread.currentThread().setContextClassLoader(handler.getClass().getClassLoader());
    Optional<String> problem = handler.problem(call);
    if (problem.isPresent()) {
      return Section.Failed.lasting(problem.get());
    }
    SourceEvidence evidence = handler.collect(call);
    if (evidence == null || evidence.data() == null || evidence.from() == null) {
      return Section.Failed.lasting(
          "gave nothing: handler %s %s is at fault".formatted(handler.name(), handler.version()));
    }
    return checked(handler, call, evidence);
  }

  private Section checked(CollectionHandler handler, SourceCall call, SourceEvidence evidence) {
    try {
      JsonNode data = JsonSafe.clean(evidence.data());
      // in a list, as the canonical form is one of objects and arrays
      long bytes = CanonicalJson.bytes(JSON.arrayNode().add(data)).length - 2L;
      if (bytes > call.maxBytes()) {
        return Section.Failed.lasting(
            "gave %d bytes, more than the %d that it may".formatted(bytes, call.maxBytes()));
      }
      Map<String, String> details = new TreeMap<>(evidence.details());
      if (!data.equals(evidence.data())) {
        details.put("replaced", "characters or numbers that JSON can't keep");
      }
      String request = CanonicalJson.sha256(CanonicalJson.bytes(call.request()));
      return new Section.Collected(
          handler.name(), clock.now(), evidence.from(), request, details, data, bytes);
    } catch (IllegalArgumentException e) {
      return Section.Failed.lasting("gave what JSON has no canonical form for: " + e.getMessage());
    }
  }

  /** What an unexpected exception says may hold a secret: only its kind and place are told. */
  private static Section failed(String source, CollectionHandler handler, Throwable e) {
    if (e instanceof CollectionException known) {
      return Section.Failed.of(known);
    }
    StackTraceElement[] trace = e.getStackTrace();
    String place = trace.length == 0 ? "an unknown place" : trace[0].toString();
    LOG.warn(
        "Handler {} {} broke at source {}: {} at {}",
        handler.name(),
        handler.version(),
        source,
        e.getClass().getName(),
        place);
    return Section.Failed.passing(
        "handler %s %s broke: %s"
            .formatted(handler.name(), handler.version(), e.getClass().getSimpleName()));
  }

  private void release(String source, UUID slot) {
    try {
      budget.release(source, slot);
    } catch (StoreException e) {
      LOG.warn(
          "A slot of source {} stays taken until its time is over: {}", source, e.getMessage());
    }
  }
}
