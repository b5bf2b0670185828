package io.verity.audit.collect.engine;

import io.verity.audit.collect.CollectionHandler;
import io.verity.audit.collect.engine.CronTimes.Period;
import io.verity.audit.collect.source.SourceSettings;
import io.verity.audit.evidence.catalog.ControlDefinition;
import io.verity.audit.evidence.catalog.ControlDefinition.SourceRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks the sources of a control one by one, in whatever order they have room: two hundred controls
 * that are due at once don't all stand before the first of their sources.
 */
final class SourceRound {

  /** A source that has no room for as long is one that hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Looks for room cost the database something, too. */
  private static final int LOOKS_AT_ONCE = 4;

  private static final long SHORTEST_PAUSE_MILLIS = 25;
  private static final long LONGEST_PAUSE_MILLIS = 400;

  private final SourceAsker asker;
  private final Collectability collectability;

  SourceRound(SourceAsker asker, Collectability collectability) {
    this.asker = asker;
    this.collectability = collectability;
  }

  /** A section of each source of the control, by its name. */
  Map<String, Section> sections(ControlDefinition control, Period period)
      throws InterruptedException {
    Map<String, Section> sections = new TreeMap<>();
    List<SourceRequest> rest = new ArrayList<>(control.sources());
    long waitingSince = System.nanoTime();
    long pause = SHORTEST_PAUSE_MILLIS;
    while (!rest.isEmpty()) {
      Collections.shuffle(rest, ThreadLocalRandom.current());
      if (askOne(control, period, rest, sections)) {
        waitingSince = System.nanoTime();
        pause = SHORTEST_PAUSE_MILLIS;
      } else if (System.nanoTime() - waitingSince > PATIENCE.toNanos()) {
        rest.forEach(asked -> sections.put(asked.source(), busy(asked)));
        rest.clear();
      } else {
        Thread.sleep(pause + ThreadLocalRandom.current().nextLong(pause));
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
    return sections;
  }

  private boolean askOne(
      ControlDefinition control,
      Period period,
      List<SourceRequest> rest,
      Map<String, Section> sections)
      throws InterruptedException {
    CollectionHandler handler = collectability.handler(control.collectionFn()).orElseThrow();
    Iterator<SourceRequest> next = rest.iterator();
    for (int i = 0; i < LOOKS_AT_ONCE && next.hasNext(); i++) {
      SourceRequest asked = next.next();
      Optional<Section> section =
          asker.ask(handler, collectability.source(asked), asked.request(), period);
      if (section.isPresent()) {
        sections.put(asked.source(), section.get());
        next.remove();
        return true;
      }
    }
    return false;
  }

  private Section busy(SourceRequest asked) {
    SourceSettings source = collectability.source(asked);
    return Section.Failed.passing(
        "had no room for one more call within %d min; it takes %d at a time"
            .formatted(PATIENCE.toMinutes(), source.concurrency()));
  }
}
