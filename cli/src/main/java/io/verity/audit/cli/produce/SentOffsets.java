package io.verity.audit.cli.produce;

import io.verity.audit.trail.OffsetRuns;
import io.verity.audit.trail.OffsetRuns.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The offsets that Kafka acknowledged, as runs. Thread-safe; those of one partition come in rising
 * order, as an idempotent producer acknowledges them.
 */
public final class SentOffsets {

  private final SortedMap<Integer, OffsetRuns.Builder> byPartition = new TreeMap<>();
  private long count;

  public synchronized void add(int partition, long offset) {
    byPartition
        .computeIfAbsent(partition, OffsetRuns.Builder::new)
        .add(OffsetRuns.Kind.ROWS, offset);
    count++;
  }

  public synchronized long count() {
    return count;
  }

  /** The runs so far; called once all is acknowledged. */
  public synchronized List<Run> drain() {
    List<Run> runs = new ArrayList<>();
    byPartition.values().forEach(builder -> builder.drainTo(runs));
    return runs;
  }
}
