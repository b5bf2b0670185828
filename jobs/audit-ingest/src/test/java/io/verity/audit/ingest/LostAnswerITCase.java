package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** An INSERT happens, or seems to, and the answer to it is no help. */
class LostAnswerITCase {

  @TempDir Path work;

  private final FaultyStores stores = new FaultyStores();
  private final TrailAdmin admin = new TrailAdmin();
  private final TestTopic topic = TestTopic.create(TestStack.get(), 3);

  @Test
  @Execution(CONCURRENT)
  void everyStatementIsSentTwice() throws Exception {
    for (FaultPoint point : FaultPoint.values()) {
      stores.at(point, Fault.noAnswer());
    }
    runToTheEnd();
  }

  @Test
  @Execution(CONCURRENT)
  void aBurntTokenLeadsToTheSecond() throws Exception {
    stores.at(FaultPoint.AFTER_INSERT, burnt());
    runToTheEnd();
    // after the one that was burnt: the one that was dropped, the one that worked
    assertThat(stores.repeated(FaultPoint.AFTER_INSERT)).isEqualTo(2);
  }

  @Test
  @Execution(CONCURRENT)
  void twoBurntTokensLeadToTheThird() throws Exception {
    stores.at(FaultPoint.AFTER_INSERT, burnt());
    stores.at(FaultPoint.AFTER_INSERT, batch -> {});
    stores.at(FaultPoint.AFTER_INSERT, burnt());
    runToTheEnd();
    assertThat(stores.repeated(FaultPoint.AFTER_INSERT)).isEqualTo(4);
  }

  /** Negative control: the oracle sees a sink that relies on answers alone. */
  @Test
  @Execution(CONCURRENT)
  void withoutProbeAndTokenRowsAreDoubled() throws Exception {
    stores.variant(TrustingStore::new).at(FaultPoint.AFTER_INSERT, Fault.noAnswer());
    assertThatThrownBy(this::runToTheEnd).isInstanceOf(AssertionError.class);
    Trail trail = topic.trail();
    assertThat(trail.rows() - trail.distinctCoordinates()).as("duplicates").isPositive();
  }

  /** Negative control: the oracle sees a sink that takes a token for a proof. */
  @Test
  @Execution(CONCURRENT)
  void withoutProbeBurntTokensLoseRows() throws Exception {
    stores.variant(CredulousStore::new).at(FaultPoint.AFTER_INSERT, burnt());
    assertThatThrownBy(this::runToTheEnd).isInstanceOf(AssertionError.class);
    assertThat(topic.trail().distinctCoordinates()).isLessThan(topic.acknowledged());
  }

  private void runToTheEnd() throws Exception {
    topic.sendEvents(90);
    try (IngestRun run = IngestRun.of(topic, work).withStores(stores).start()) {
      Oracle.assertExactlyOnce(topic);
      assertThat(stores.attempts()).as("starts").isEqualTo(1);
    }
  }

  /** The server dies with the token on disk and the rows not: the client hears nothing. */
  private Fault burnt() {
    Fault gone = admin::burn;
    return gone.then(Fault.noAnswer());
  }
}
