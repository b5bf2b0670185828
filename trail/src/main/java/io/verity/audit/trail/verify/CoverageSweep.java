package io.verity.audit.trail.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the offsets that no run covers and those that several do, in one pass over the runs sorted
 * by topic id, partition, first and last offset. All it remembers is how far the partition is
 * covered, so that memory grows with what is found only.
 */
final class CoverageSweep {

  private final List<OffsetSpan> gaps = new ArrayList<>();
  private final List<OffsetSpan> overlaps = new ArrayList<>();
  private OffsetSpan covered;

  void accept(OffsetSpan run) {
    if (!run.isSamePartition(covered)) {
      covered = run;
      return;
    }
    if (run.first() > covered.last() + 1) {
      gaps.add(span(run, covered.last() + 1, run.first() - 1));
    } else if (run.first() <= covered.last()) {
      addOverlap(span(run, run.first(), Math.min(run.last(), covered.last())));
    }
    covered = span(run, covered.first(), Math.max(covered.last(), run.last()));
  }

  List<OffsetSpan> gaps() {
    return gaps;
  }

  /** Each offset once, however often it is covered. */
  List<OffsetSpan> overlaps() {
    return overlaps;
  }

  private void addOverlap(OffsetSpan found) {
    OffsetSpan before = overlaps.isEmpty() ? null : overlaps.get(overlaps.size() - 1);
    if (found.isSamePartition(before) && found.first() <= before.last() + 1) {
      overlaps.set(
          overlaps.size() - 1, span(found, before.first(), Math.max(before.last(), found.last())));
    } else {
      overlaps.add(found);
    }
  }

  private static OffsetSpan span(OffsetSpan partition, long first, long last) {
    return new OffsetSpan(partition.topicId(), partition.partition(), first, last);
  }
}
