package io.verity.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.OffsetRuns.Kind;
import io.verity.audit.trail.OffsetRuns.Run;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OffsetSetTest {

  @Test
  void whatIsHeldBeforeTheSetWasNeverRead() {
    OffsetSet set = new OffsetSet();
    assertThat(set.firstUncovered(7)).isEqualTo(7);
    set.add(50, 99);
    assertThat(set.firstUncovered(0)).isZero();
    assertThat(set.firstUncovered(50)).isEqualTo(100);
    assertThat(set.firstUncovered(70)).isEqualTo(100);
    assertThat(set.firstUncovered(200)).isEqualTo(100);
  }

  private static final long END = 60;

  @Property
  void answersAsAPlainSetDoes(@ForAll("ranges") List<long[]> ranges) {
    OffsetSet set = new OffsetSet();
    TreeSet<Long> plain = new TreeSet<>();
    for (long[] range : ranges) {
      set.add(range[0], range[1]);
      LongStream.rangeClosed(range[0], range[1]).forEach(plain::add);
    }

    assertThat(set.isEmpty()).isEqualTo(plain.isEmpty());
    assertThat(set.last()).isEqualTo(plain.isEmpty() ? -1 : plain.last());
    for (long offset = 0; offset < END; offset++) {
      assertThat(set.contains(offset)).isEqualTo(plain.contains(offset));
      assertThat(set.firstMissing(offset)).isEqualTo(firstMissing(plain, offset));
    }
    assertThat(set.firstUncovered())
        .isEqualTo(plain.isEmpty() ? 0 : firstMissing(plain, plain.first()));
    assertThat(set.missing(0, END).stream().flatMapToLong(OffsetSetTest::offsets).boxed())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(0, END).boxed().filter(o -> !plain.contains(o)).toList());
  }

  @Test
  void missingPartsOfARunKeepItsKindAndPartition() {
    OffsetSet set = new OffsetSet();
    set.add(3, 5);

    assertThat(set.missing(new Run(Kind.REJECTS, 7, 0, 9)))
        .containsExactly(new Run(Kind.REJECTS, 7, 0, 2), new Run(Kind.REJECTS, 7, 6, 9));
  }

  @Provide
  Arbitrary<List<long[]>> ranges() {
    Arbitrary<long[]> range =
        Combinators.combine(Arbitraries.longs().between(0, 50), Arbitraries.longs().between(0, 6))
            .as((first, length) -> new long[] {first, first + length});
    return range.list().ofMaxSize(12);
  }

  private static long firstMissing(TreeSet<Long> plain, long from) {
    long at = from;
    while (plain.contains(at)) {
      at++;
    }
    return at;
  }

  private static LongStream offsets(long[] range) {
    return LongStream.rangeClosed(range[0], range[1]);
  }
}
