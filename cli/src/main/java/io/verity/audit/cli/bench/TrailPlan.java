package io.verity.audit.cli.bench;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * How a trail is cut into batches, known before the first is made, so that threads may make them in
 * any order. A group is one batch for each Kafka partition over the same stretch of time, within
 * one month.
 */
final class TrailPlan {

  static final int PARTITIONS = 4;

  /**
   * One batch: events number {@code firstVolume}, {@code + PARTITIONS}, ... of the bulk, and among
   * them, by time, those of business.
   */
  record Batch(
      int number,
      int partition,
      long firstOffset,
      int month,
      long firstVolume,
      int volume,
      List<BusinessEvent> business) {

    int rows() {
      return volume + business.size();
    }
  }

  private final long volume;
  private final int batchRows;
  private final List<BusinessEvent> business;
  private final List<List<Batch>> groups = new ArrayList<>();
  private final long[] offsets = new long[PARTITIONS];
  private int batches;
  private int businessDone;

  /**
   * @param events of the whole trail, business included
   * @param batchRows of the bulk in a batch
   */
  TrailPlan(long events, int batchRows, List<BusinessEvent> business) {
    this.volume = events - business.size();
    this.batchRows = batchRows;
    this.business = business;
    OffsetDateTime month = TrailCompany.START.atOffset(ZoneOffset.UTC);
    while (month.toInstant().isBefore(TrailCompany.END)) {
      OffsetDateTime next = month.plusMonths(1);
      addMonth(month.getYear() * 100 + month.getMonthValue(), month.toInstant(), next.toInstant());
      month = next;
    }
  }

  List<List<Batch>> groups() {
    return groups;
  }

  /** When an event of the bulk happens: they are spread evenly over the quarter. */
  long timeOf(long number) {
    long span = TrailCompany.END.toEpochMilli() - TrailCompany.START.toEpochMilli();
    return TrailCompany.START.toEpochMilli() + (long) ((double) number / volume * span);
  }

  private void addMonth(int month, Instant start, Instant end) {
    long from = firstAt(start.toEpochMilli());
    long to = firstAt(end.toEpochMilli());
    while (from < to) {
      long next = Math.min(to, from + (long) PARTITIONS * batchRows);
      addGroup(month, from, next, next == to ? end.toEpochMilli() : timeOf(next));
      from = next;
    }
  }

  private void addGroup(int month, long from, long to, long endsAt) {
    int upTo = businessDone;
    while (upTo < business.size() && business.get(upTo).at() < endsAt) {
      upTo++;
    }
    List<Batch> group = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<BusinessEvent> own = new ArrayList<>();
      for (int i = businessDone + partition; i < upTo; i += PARTITIONS) {
        own.add(business.get(i));
      }
      long remaining = to - from - partition;
      int count = remaining <= 0 ? 0 : (int) ((remaining + PARTITIONS - 1) / PARTITIONS);
      Batch batch =
          new Batch(batches++, partition, offsets[partition], month, from + partition, count, own);
      offsets[partition] += batch.rows();
      if (batch.rows() > 0) {
        group.add(batch);
      }
    }
    businessDone = upTo;
    groups.add(group);
  }

  /** The number of the first event of the bulk at or after a time. */
  private long firstAt(long millis) {
    long low = 0;
    long high = volume;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (timeOf(middle) < millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
