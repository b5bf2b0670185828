package io.verity.audit.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.cli.bench.TrailPlan.Batch;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrailPlanTest {

  private static final List<BusinessEvent> BUSINESS = BusinessEvents.of(TrailCompany.of(3), 3);

  @ParameterizedTest
  @CsvSource({"50000,50000", "200000,20000", "1234567,7000", "20000000,50000"})
  void holdsEveryEventOnce(long events, int batchRows) {
    List<Batch> batches = batches(events, batchRows);
    assertThat(batches.stream().mapToLong(Batch::rows).sum()).isEqualTo(events);
    assertThat(batches.stream().flatMap(batch -> batch.business().stream()))
        .containsExactlyInAnyOrderElementsOf(BUSINESS);
    assertThat(batches).allSatisfy(b -> assertThat(b.volume()).isBetween(1, batchRows));
    assertThat(batches.stream().map(Batch::number)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"50000,50000", "1234567,7000"})
  void hasContiguousOffsetsInEachPartition(long events, int batchRows) {
    for (int partition = 0; partition < TrailPlan.PARTITIONS; partition++) {
      int wanted = partition;
      long next = 0;
      for (Batch batch :
          batches(events, batchRows).stream()
              .filter(b -> b.partition() == wanted)
              .sorted(Comparator.comparingLong(Batch::firstOffset))
              .toList()) {
        assertThat(batch.firstOffset()).isEqualTo(next);
        next += batch.rows();
      }
      assertThat(next).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"50000,50000", "1234567,7000"})
  void keepsEachBatchWithinItsMonth(long events, int batchRows) {
    TrailPlan plan = new TrailPlan(events, batchRows, BUSINESS);
    for (Batch batch : plan.groups().stream().flatMap(List::stream).toList()) {
      long last = batch.firstVolume() + (long) (batch.volume() - 1) * TrailPlan.PARTITIONS;
      assertThat(
              Stream.concat(
                  Stream.of(plan.timeOf(batch.firstVolume()), plan.timeOf(last)),
                  batch.business().stream().map(BusinessEvent::at)))
          .allMatch(at -> monthOf(at) == batch.month());
    }
  }

  private static List<Batch> batches(long events, int batchRows) {
    return new TrailPlan(events, batchRows, BUSINESS)
        .groups().stream().flatMap(List::stream).toList();
  }

  private static int monthOf(long millis) {
    var time = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
    return time.getYear() * 100 + time.getMonthValue();
  }
}
