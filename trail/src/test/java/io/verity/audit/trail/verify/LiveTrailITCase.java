package io.verity.audit.trail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.SampleTrail;
import io.verity.audit.trail.SealedBatch;
import io.verity.audit.trail.TrailServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Verification beside a writer at work: what is young is not blamed, what is old is. */
class LiveTrailITCase {

  private static final Duration LONG = Duration.ofMinutes(5);

  @RegisterExtension static final TrailServer SERVER = new TrailServer();

  private SampleTrail trail;

  @BeforeEach
  void untouchedTrailVerifies() {
    trail = SampleTrail.write(SERVER.store());
    assertThat(verify(LONG, VerifyProgress.NONE).findings()).isEmpty();
  }

  @Test
  void batchWhoseMarkIsOnItsWayIsWaitedFor() {
    SealedBatch young = trail.next().writeIntent(SERVER.store()).writeRows(SERVER.store());

    VerifyReport report =
        verify(LONG, once("unfinished batches", () -> young.writeMark(SERVER.store())));

    assertThat(report.findings()).isEmpty();
    assertThat(report.batches()).isEqualTo(SampleTrail.BATCHES + 1);
    assertThat(report.rootsOk()).isEqualTo(SampleTrail.BATCHES + 1);
  }

  @Test
  void batchWhoseMarkNeverComesIsBlamedAfterTheGrace() {
    SealedBatch open = trail.next().writeIntent(SERVER.store()).writeRows(SERVER.store());

    VerifyReport report = verify(Duration.ofMillis(300), VerifyProgress.NONE);

    assertThat(report.unledgered()).containsExactly(open.id());
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.explanation())
                    .isEqualTo(
                        "its 20 rows and its intent are there, but no committed entry,"
                            + " nor did one come within 300 ms"));
  }

  @Test
  void changedBatchWithoutMarkIsTamperedAtOnce() {
    SealedBatch open = trail.next().writeIntent(SERVER.store()).writeRows(SERVER.store());
    SERVER.sql("ALTER TABLE verity.verity_audit DELETE WHERE kafka_offset = 110");

    assertThat(verify(LONG, VerifyProgress.NONE).tampered()).containsExactly(open.id());
  }

  @Test
  void batchWrittenWhileRowsAreReadIsNotBlamed() {
    VerifyReport report =
        verify(LONG, once("rows of verity_audit ", () -> trail.next().write(SERVER.store())));

    assertThat(report.findings()).isEmpty();
  }

  @Test
  void gapThatAYoungBatchWillCloseIsNotBlamed() {
    SealedBatch young = trail.next().writeIntent(SERVER.store());
    SealedBatch.of(SampleTrail.events(SampleTrail.FIRST_MONTH, 120, 5)).write(SERVER.store());
    Runnable finish = () -> young.writeRows(SERVER.store()).writeMark(SERVER.store());

    assertThat(verify(Duration.ZERO, VerifyProgress.NONE).gaps())
        .containsExactly("verity.audit.all/0:100-119");
    assertThat(verify(LONG, once("waiting to close gaps", finish)).findings()).isEmpty();
  }

  @Test
  void intentWithoutRowsIsNoFinding() {
    trail.next().writeIntent(SERVER.store());

    assertThat(verify(LONG, VerifyProgress.NONE).findings()).isEmpty();
  }

  @Test
  void repeatedMarkCountsOnce() {
    trail.last.writeMark(SERVER.store());
    VerifyReport report = verify(LONG, VerifyProgress.NONE);

    assertThat(report.findings()).isEmpty();
    assertThat(report.batches()).isEqualTo(SampleTrail.BATCHES);
  }

  @Test
  void recoveredBatchIsCounted() {
    trail
        .next()
        .writeIntent(SERVER.store())
        .writeRows(SERVER.store())
        .writeMark(SERVER.store(), true);

    assertThat(verify(LONG, VerifyProgress.NONE).recovered()).isOne();
  }

  private static VerifyReport verify(Duration grace, VerifyProgress progress) {
    return new Verifier(SERVER.auditor())
        .verify(VerifyOptions.everything().withGrace(grace).withProgress(progress));
  }

  /** Does something the first time that a step is reported. */
  private static VerifyProgress once(String step, Runnable action) {
    List<Runnable> todo = new ArrayList<>(List.of(action));
    return (at, done, total) -> {
      if (at.startsWith(step) && !todo.isEmpty()) {
        todo.remove(0).run();
      }
    };
  }
}
