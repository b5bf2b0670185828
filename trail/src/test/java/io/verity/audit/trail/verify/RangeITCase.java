package io.verity.audit.trail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.SampleTrail;
import io.verity.audit.trail.SealedBatch;
import io.verity.audit.trail.TrailServer;
import io.verity.audit.trail.TrailTable;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Verification of a range of time, and of what its time has passed. */
class RangeITCase {

  @RegisterExtension static final TrailServer SERVER = new TrailServer();

  private final Instant firstMonth = SampleTrail.start(SampleTrail.FIRST_MONTH);
  private final Instant secondMonth = SampleTrail.start(SampleTrail.SECOND_MONTH);
  private SampleTrail trail;

  @BeforeEach
  void untouchedTrailVerifies() {
    trail = SampleTrail.write(SERVER.store());
    assertThat(verify(TimeRange.ALL).findings()).isEmpty();
  }

  @Test
  void onlyBatchesOfTheRangeAreLookedAt() {
    SERVER.sql("ALTER TABLE verity.verity_audit DELETE WHERE kafka_offset = 99");

    VerifyReport before = verify(TimeRange.of(firstMonth, secondMonth));
    assertThat(before.batches()).isEqualTo(2);
    assertThat(before.rows()).isEqualTo(99);
    assertThat(before.tampered()).containsExactly(trail.last.id());

    VerifyReport after = verify(TimeRange.of(secondMonth, null));
    assertThat(after.batches()).isEqualTo(2);
    assertThat(after.rows()).isEqualTo(38);
    assertThat(after.findings()).isEmpty();
  }

  @Test
  void batchThatTheRangeCutsIsReadWhole() {
    VerifyReport report =
        verify(TimeRange.of(firstMonth.plusSeconds(5), firstMonth.plusSeconds(7)));

    assertThat(report.findings()).isEmpty();
    assertThat(report.batches()).isOne();
    assertThat(report.rootsOk()).isOne();
    assertThat(report.rows()).as("seconds 5 and 6 of two partitions").isEqualTo(4);
  }

  @Test
  void batchWithoutRowsIsMissingUntilItsRetentionHasPassed() {
    YearMonth old =
        YearMonth.from(
            SampleTrail.SECOND_MONTH.atDay(1).minusDays(TrailTable.RETENTION.toDays() + 62));
    SealedBatch.of(SampleTrail.events(old, 100, 10))
        .writeIntent(SERVER.store())
        .writeMark(SERVER.store());
    VerifyReport expired = verify(TimeRange.ALL);
    assertThat(expired.findings()).isEmpty();
    assertThat(expired.expired()).isOne();
    assertThat(expired.batches()).isEqualTo(SampleTrail.BATCHES + 1);

    SealedBatch lost =
        SealedBatch.of(SampleTrail.events(old.plusMonths(6), 110, 10))
            .writeIntent(SERVER.store())
            .writeMark(SERVER.store());
    assertThat(verify(TimeRange.ALL).missing()).containsExactly(lost.id());
  }

  @Test
  void progressNamesTheSteps() {
    List<String> steps = new ArrayList<>();
    new Verifier(SERVER.auditor())
        .verify(
            VerifyOptions.everything()
                .withProgress((step, done, total) -> steps.add(step + " " + done + "/" + total)));

    assertThat(steps)
        .hasSize(7)
        .first()
        .asString()
        .startsWith("rows of verity_audit ")
        .endsWith(" 100/100");
  }

  private static VerifyReport verify(TimeRange range) {
    return new Verifier(SERVER.auditor())
        .verify(VerifyOptions.everything().withGrace(Duration.ZERO).within(range));
  }
}
