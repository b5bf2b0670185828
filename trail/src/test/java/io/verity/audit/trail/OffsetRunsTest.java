package io.verity.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.verity.audit.trail.OffsetRuns.Kind;
import io.verity.audit.trail.OffsetRuns.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetRunsTest {

  @Test
  void neighboursOfOneKindJoin() {
    OffsetRuns.Builder builder = new OffsetRuns.Builder(2);
    builder.add(Kind.ROWS, 5);
    builder.add(Kind.ROWS, 6);
    builder.add(Kind.HOLES, 7, 9);
    builder.add(Kind.ROWS, 10);
    builder.add(Kind.ROWS, 12);

    assertThat(builder.runCount()).isEqualTo(4);
    assertThat(drain(builder))
        .containsExactly(
            new Run(Kind.ROWS, 2, 5, 6),
            new Run(Kind.HOLES, 2, 7, 9),
            new Run(Kind.ROWS, 2, 10, 10),
            new Run(Kind.ROWS, 2, 12, 12));
  }

  @Test
  void drainedBuilderStartsAnew() {
    OffsetRuns.Builder builder = new OffsetRuns.Builder(0);
    builder.add(Kind.ROWS, 1);
    drain(builder);
    builder.add(Kind.ROWS, 2);

    assertThat(drain(builder)).containsExactly(new Run(Kind.ROWS, 0, 2, 2));
    assertThat(builder.runCount()).isZero();
  }

  @Test
  void countsByKind() {
    OffsetRuns runs =
        OffsetRuns.of(
            List.of(
                new Run(Kind.ROWS, 0, 0, 4),
                new Run(Kind.ROWS, 1, 3, 3),
                new Run(Kind.HOLES, 1, 4, 5)));

    assertThat(runs.count(Kind.ROWS)).isEqualTo(6);
    assertThat(runs.count(Kind.HOLES)).isEqualTo(2);
    assertThat(runs.count(Kind.REJECTS)).isZero();
  }

  @Test
  void kindsHaveTheLedgersCodesAndNames() {
    assertThat(Kind.values()).extracting(Kind::code).containsExactly(1, 2, 3);
    assertThat(Kind.values())
        .extracting(Kind::ledgerName)
        .containsExactly("rows", "rejects", "holes");
    assertThatIllegalArgumentException().isThrownBy(() -> Kind.ofCode(4));
  }

  @Test
  void runEndsNotBeforeItBegins() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Run(Kind.ROWS, 0, 2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Run(Kind.ROWS, -1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Run(Kind.ROWS, 0, -1, 1));
  }

  private static List<Run> drain(OffsetRuns.Builder builder) {
    List<Run> runs = new ArrayList<>();
    builder.drainTo(runs);
    return runs;
  }
}
