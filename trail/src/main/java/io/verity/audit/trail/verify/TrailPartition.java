package io.verity.audit.trail.verify;

import io.verity.audit.trail.TrailTable;
import java.util.Comparator;

/** A table partition, a month such as 202607 of one table: the unit that is verified at a time. */
record TrailPartition(TrailTable table, long month) implements Comparable<TrailPartition> {

  private static final Comparator<TrailPartition> ORDER =
      Comparator.comparing(TrailPartition::table).thenComparing(TrailPartition::month);

  @Override
  public int compareTo(TrailPartition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return table.tableName() + " " + month;
  }
}
