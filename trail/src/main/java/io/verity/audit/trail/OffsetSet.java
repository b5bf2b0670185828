package io.verity.audit.trail;

import io.verity.audit.trail.OffsetRuns.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of the offsets of one Kafka partition, as disjoint ranges that do not touch. */
public final class OffsetSet {

  private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();

  /** Adds {@code first} to {@code last}, both included; overlaps and neighbours are joined. */
  public void add(long first, long last) {
    long joinedFirst = first;
    long joinedLast = last;
    Map.Entry<Long, Long> before = lastByFirst.floorEntry(first);
    if (before != null && before.getValue() >= first - 1) {
      joinedFirst = before.getKey();
      joinedLast = Math.max(joinedLast, before.getValue());
    }
    Map.Entry<Long, Long> next = lastByFirst.ceilingEntry(joinedFirst);
    while (next != null && next.getKey() <= joinedLast + 1) {
      joinedLast = Math.max(joinedLast, next.getValue());
      lastByFirst.remove(next.getKey());
      next = lastByFirst.ceilingEntry(joinedFirst);
    }
    lastByFirst.put(joinedFirst, joinedLast);
  }

  public boolean isEmpty() {
    return lastByFirst.isEmpty();
  }

  public boolean contains(long offset) {
    Map.Entry<Long, Long> range = lastByFirst.floorEntry(offset);
    return range != null && range.getValue() >= offset;
  }

  /** The smallest offset at or after {@code from} that is not in the set. */
  public long firstMissing(long from) {
    Map.Entry<Long, Long> range = lastByFirst.floorEntry(from);
    return range != null && range.getValue() >= from ? range.getValue() + 1 : from;
  }

  /**
   * The smallest offset of the set that is not followed without gap: where reading starts again.
   */
  public long firstUncovered() {
    return isEmpty() ? 0 : lastByFirst.firstEntry().getValue() + 1;
  }

  /**
   * Where reading starts again in a partition that holds its offsets from {@code firstHeld} on: at
   * the first that is not in the set. What lies before the set and is held was never read.
   */
  public long firstUncovered(long firstHeld) {
    return isEmpty() || firstHeld < lastByFirst.firstKey() ? firstHeld : firstUncovered();
  }

  /** The largest offset of the set, or -1. */
  public long last() {
    return isEmpty() ? -1 : lastByFirst.lastEntry().getValue();
  }

  /** The parts of {@code first..last} that are not in the set, in order, as pairs. */
  public List<long[]> missing(long first, long last) {
    List<long[]> missing = new ArrayList<>();
    long at = firstMissing(first);
    while (at <= last) {
      Long nextFirst = lastByFirst.higherKey(at);
      long end = nextFirst == null ? last : Math.min(last, nextFirst - 1);
      missing.add(new long[] {at, end});
      at = firstMissing(end + 1);
    }
    return missing;
  }

  /** The parts of a run that are not in the set, in order. */
  public List<Run> missing(Run run) {
    return missing(run.first(), run.last()).stream()
        .map(part -> new Run(run.kind(), run.partition(), part[0], part[1]))
        .toList();
  }

  @Override
  public String toString() {
    return lastByFirst.toString();
  }
}
