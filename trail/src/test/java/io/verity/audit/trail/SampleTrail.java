package io.verity.audit.trail;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * A small trail of whole batches: two Kafka partitions, two months, events and rejects, a hole.
 *
 * <pre>
 * partition 0: 0-39 first, 40-59 second, 60-69 rejects, 70-99 first month
 * partition 1: 0-29 first, 30-31 hole, 32-49 second month
 * </pre>
 */
public final class SampleTrail {

  public static final YearMonth SECOND_MONTH = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
  public static final YearMonth FIRST_MONTH = SECOND_MONTH.minusMonths(1);

  public static final int BATCHES = 4;
  public static final int AUDIT_ROWS = 40 + 30 + 20 + 18 + 30;

  /** 0-39 of partition 0 and 0-29 of partition 1, in the first month. */
  public final SealedBatch first;

  /** 40-59 of partition 0 and 32-49 of partition 1, in the second month. */
  public final SealedBatch second;

  /** 60-69 of partition 0, rejected in the second month. */
  public final SealedBatch rejects;

  /** 70-99 of partition 0, in the first month. */
  public final SealedBatch last;

  private SampleTrail(TrailStore store) {
    AuditBatch opening = open(FIRST_MONTH);
    addEvents(opening, FIRST_MONTH, 0, 0, 40);
    addEvents(opening, FIRST_MONTH, 1, 0, 30);
    first = SealedBatch.of(opening).write(store);
    AuditBatch middle = open(SECOND_MONTH);
    addEvents(middle, SECOND_MONTH, 0, 40, 20);
    middle.addHoles(1, 30, 31);
    addEvents(middle, SECOND_MONTH, 1, 32, 18);
    second = SealedBatch.of(middle).write(store);
    rejects = SealedBatch.of(rejects(60, 10)).write(store);
    last = SealedBatch.of(events(FIRST_MONTH, 70, 30)).write(store);
  }

  public static SampleTrail write(TrailStore store) {
    return new SampleTrail(store);
  }

  /** The batch that would come next: 100-119 of partition 0. */
  public SealedBatch next() {
    return SealedBatch.of(events(SECOND_MONTH, 100, 20));
  }

  /** An open batch of events of partition 0. */
  public static AuditBatch events(YearMonth month, long first, int count) {
    AuditBatch batch = open(month);
    addEvents(batch, month, 0, first, count);
    return batch;
  }

  /** An open batch of rejects of partition 0, in the second month. */
  public static RejectedBatch rejects(long first, int count) {
    RejectedBatch batch =
        new RejectedBatch(
            number(SECOND_MONTH),
            Samples.TOPIC,
            Samples.TOPIC_ID,
            start(SECOND_MONTH).toEpochMilli());
    for (long offset = first; offset < first + count; offset++) {
      batch.add(Samples.reject(offset), 0, offset);
    }
    return batch;
  }

  /** A month's first moment. */
  public static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static AuditBatch open(YearMonth month) {
    return new AuditBatch(
        number(month), Samples.TOPIC, Samples.TOPIC_ID, start(month).toEpochMilli() + 1);
  }

  private static void addEvents(
      AuditBatch batch, YearMonth month, int partition, long first, int count) {
    for (long offset = first; offset < first + count; offset++) {
      batch.add(
          Samples.event(partition * 1000L + offset, start(month).toEpochMilli() + offset * 1000),
          partition,
          offset);
    }
  }

  private static int number(YearMonth month) {
    return month.getYear() * 100 + month.getMonthValue();
  }
}
