package io.verity.audit.report.gate;

import io.verity.audit.report.ReportException;
import io.verity.audit.report.gate.KafkaEnds.Held;
import io.verity.audit.service.KafkaAccess;
import io.verity.audit.trail.OffsetSet;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Holds a report back until the trail has all that Kafka held when it was asked for. A report made
 * earlier could miss events of its period and nobody would know.
 */
public final class IngestGate {

  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaAccess access;
  private final List<String> topics;
  private final ClickHouseTrailStore trail;

  public IngestGate(KafkaAccess access, List<String> topics, ClickHouseTrailStore trail) {
    this.access = access;
    this.topics = topics;
    this.trail = trail;
  }

  /**
   * Waits until ingest has caught up with where Kafka ends now.
   *
   * @param stillWanted asked again and again; whatever it throws ends the wait
   * @return offsets that are still not in the trail: 0, unless partial reports are allowed
   * @throws ReportException saying how far behind ingest is
   */
  public long await(
      Duration limit, boolean allowPartial, Consumer<String> progress, Runnable stillWanted) {
    try (KafkaEnds kafka = new KafkaEnds(access)) {
      List<Held> ends = kafka.held(topics);
      long giveUp = System.nanoTime() + limit.toNanos();
      boolean told = false;
      while (true) {
        List<Behind> behind = behind(ends, kafka);
        long offsets = behind.stream().mapToLong(Behind::offsets).sum();
        if (offsets == 0) {
          return 0;
        }
        if (System.nanoTime() - giveUp >= 0) {
          if (allowPartial) {
            return offsets;
          }
          throw tooFarBehind(behind, offsets, limit);
        }
        if (!told) {
          progress.accept(
              "waiting up to "
                  + limit.toSeconds()
                  + " s for ingest, which is "
                  + offsets
                  + " events behind");
          told = true;
        }
        sleep();
        stillWanted.run();
      }
    }
  }

  private record Behind(Held partition, long offsets) {}

  private List<Behind> behind(List<Held> ends, KafkaEnds kafka) {
    Map<UUID, Map<Integer, OffsetSet>> covered = new HashMap<>();
    List<Behind> behind = new ArrayList<>();
    for (Held held : ends) {
      OffsetSet known =
          covered
              .computeIfAbsent(held.topicId(), trail::coverage)
              .getOrDefault(held.partition(), new OffsetSet());
      long missing = 0;
      for (long[] range : known.missing(held.first(), held.end() - 1)) {
        missing += kafka.records(held, range[0], range[1]);
      }
      if (missing > 0) {
        behind.add(new Behind(held, missing));
      }
    }
    return behind;
  }

  private static ReportException tooFarBehind(List<Behind> behind, long offsets, Duration limit) {
    Behind worst =
        behind.stream().max((a, b) -> Long.compare(a.offsets(), b.offsets())).orElseThrow();
    return new ReportException(
        "ingest is "
            + offsets
            + " events behind Kafka after "
            + limit.toSeconds()
            + " s of waiting (most in "
            + worst.partition().topic()
            + "/"
            + worst.partition().partition()
            + ": "
            + worst.offsets()
            + "): look at audit-ingest, then ask again; or allow a partial report");
  }

  private static void sleep() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ReportException.passing("interrupted while waiting for ingest", e);
    }
  }
}
