package io.verity.audit.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IntakeGateTest {

  private final IntakeGate gate = new IntakeGate(100);

  @Test
  void closesAtItsLimit() {
    gate.count(99);
    assertThat(gate.isClosed()).isFalse();
    assertThat(gate.opened()).isCompleted();
    gate.count(1);
    assertThat(gate.isClosed()).isTrue();
    assertThat(gate.opened()).isNotCompleted();
  }

  /** The committer may still be at work on a checkpoint that is complete. */
  @Test
  void aCompletedCheckpointReleasesNothingYet() {
    gate.count(100);
    gate.checkpointTaken(1);
    gate.checkpointCompleted(1);
    assertThat(gate.isClosed()).isTrue();
  }

  @Test
  void itsSuccessorReleasesIt() {
    gate.count(100);
    gate.checkpointTaken(1);
    CompletableFuture<Void> opened = gate.opened();
    gate.checkpointCompleted(1);
    gate.checkpointTaken(2);
    assertThat(opened).isNotCompleted();
    gate.checkpointCompleted(2);
    assertThat(opened).isCompleted();
    assertThat(gate.isClosed()).isFalse();
  }

  /** What was read between the two belongs to the successor, and stays counted. */
  @Test
  void theSuccessorReleasesNoMoreThanItsPredecessor() {
    gate.count(50);
    gate.checkpointTaken(1);
    gate.checkpointCompleted(1);
    gate.count(60);
    gate.checkpointTaken(2);
    gate.checkpointCompleted(2);
    assertThat(gate.isClosed()).isFalse();
    gate.count(40);
    assertThat(gate.isClosed()).isTrue();
  }

  @Test
  void anAbortedCheckpointReleasesNothing() {
    gate.count(100);
    gate.checkpointTaken(1);
    gate.checkpointTaken(2);
    gate.checkpointCompleted(2);
    assertThat(gate.isClosed()).as("2 is complete, its commit is not").isTrue();
    gate.checkpointTaken(3);
    gate.checkpointCompleted(3);
    assertThat(gate.isClosed()).isFalse();
  }

  /** Such a savepoint commits nothing: its completion is not announced. */
  @Test
  void aSavepointBetweenCheckpointsReleasesNothing() {
    gate.count(60);
    gate.checkpointTaken(1);
    gate.checkpointCompleted(1);
    gate.count(40);
    gate.checkpointTaken(2);
    assertThat(gate.isClosed()).isTrue();
    gate.checkpointTaken(3);
    gate.checkpointCompleted(3);
    assertThat(gate.isClosed()).as("1 is committed").isFalse();
    gate.count(60);
    assertThat(gate.isClosed()).as("the savepoint's are not").isTrue();
  }

  @Test
  void lateNewsOfAnOlderCheckpointChangesNothing() {
    gate.count(100);
    gate.checkpointTaken(1);
    gate.checkpointTaken(2);
    gate.checkpointCompleted(2);
    gate.checkpointCompleted(1);
    gate.checkpointCompleted(2);
    assertThat(gate.isClosed()).isTrue();
  }

  /** A restored job goes on with the numbers of its checkpoint. */
  @Test
  void checkpointsMayStartAtAnyNumber() {
    gate.checkpointTaken(1000);
    gate.checkpointCompleted(1000);
    gate.count(100);
    gate.checkpointTaken(1001);
    gate.checkpointCompleted(1001);
    assertThat(gate.isClosed()).isTrue();
    gate.checkpointTaken(1002);
    gate.checkpointCompleted(1002);
    assertThat(gate.isClosed()).isFalse();
  }

  @Test
  void waitersOfOneClosingShareTheirFuture() {
    gate.count(100);
    CompletableFuture<Void> first = gate.opened();
    assertThat(gate.opened()).isSameAs(first);
  }
}
