package io.verity.audit.trail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CoverageSweepTest {

  private static final UUID TOPIC = new UUID(1, 2);

  @Property
  void findsWhatCountingFinds(@ForAll("runs") List<OffsetSpan> runs) {
    CoverageSweep sweep = sweep(runs);

    for (int partition = 0; partition < 2; partition++) {
      TreeMap<Long, Integer> counts = counts(runs, partition);
      List<Long> gaps =
          counts.isEmpty()
              ? List.of()
              : LongStream.rangeClosed(counts.firstKey(), counts.lastKey())
                  .filter(offset -> !counts.containsKey(offset))
                  .boxed()
                  .toList();
      assertThat(offsets(sweep.gaps(), partition)).isEqualTo(gaps);
      assertThat(offsets(sweep.overlaps(), partition))
          .isEqualTo(counts.keySet().stream().filter(offset -> counts.get(offset) > 1).toList());
    }
  }

  @Test
  void topicsAndPartitionsAreApart() {
    CoverageSweep sweep =
        sweep(
            List.of(
                new OffsetSpan(TOPIC, 0, 0, 9),
                new OffsetSpan(TOPIC, 1, 5, 9),
                new OffsetSpan(new UUID(1, 3), 0, 100, 101)));

    assertThat(sweep.gaps()).isEmpty();
    assertThat(sweep.overlaps()).isEmpty();
  }

  @Provide
  Arbitrary<List<OffsetSpan>> runs() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 1),
            Arbitraries.longs().between(0, 40),
            Arbitraries.longs().between(0, 8))
        .as((partition, first, more) -> new OffsetSpan(TOPIC, partition, first, first + more))
        .list()
        .ofMaxSize(12);
  }

  private static CoverageSweep sweep(List<OffsetSpan> runs) {
    CoverageSweep sweep = new CoverageSweep();
    runs.stream()
        .sorted(
            Comparator.comparing(OffsetSpan::topicId)
                .thenComparing(OffsetSpan::partition)
                .thenComparing(OffsetSpan::first)
                .thenComparing(OffsetSpan::last))
        .forEach(sweep::accept);
    return sweep;
  }

  private static TreeMap<Long, Integer> counts(List<OffsetSpan> runs, int partition) {
    TreeMap<Long, Integer> counts = new TreeMap<>();
    for (OffsetSpan run : runs) {
      if (run.partition() == partition) {
        for (long offset = run.first(); offset <= run.last(); offset++) {
          counts.merge(offset, 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  /** Every offset of the spans, once for each time that it is named. */
  private static List<Long> offsets(List<OffsetSpan> spans, int partition) {
    return spans.stream()
        .filter(span -> span.partition() == partition)
        .flatMapToLong(span -> LongStream.rangeClosed(span.first(), span.last()))
        .boxed()
        .toList();
  }
}
