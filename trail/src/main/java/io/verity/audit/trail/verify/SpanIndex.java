package io.verity.audit.trail.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Disjoint spans, to be asked which of them share offsets with another, in logarithmic time. */
final class SpanIndex {

  private record Partition(UUID topicId, int partition) {}

  private final Map<Partition, TreeMap<Long, OffsetSpan>> byFirst = new HashMap<>();

  SpanIndex(Collection<OffsetSpan> disjoint) {
    for (OffsetSpan span : disjoint) {
      byFirst.computeIfAbsent(partition(span), any -> new TreeMap<>()).put(span.first(), span);
    }
  }

  /** What the span has in common with those of the index, in order. */
  List<OffsetSpan> intersections(OffsetSpan span) {
    List<OffsetSpan> common = new ArrayList<>();
    TreeMap<Long, OffsetSpan> spans = byFirst.get(partition(span));
    if (spans != null) {
      Long before = spans.floorKey(span.first());
      long from = before == null ? span.first() : before;
      for (OffsetSpan each : spans.subMap(from, true, span.last(), true).values()) {
        if (each.last() >= span.first()) {
          common.add(each.intersection(span));
        }
      }
    }
    return common;
  }

  private static Partition partition(OffsetSpan span) {
    return new Partition(span.topicId(), span.partition());
  }
}
