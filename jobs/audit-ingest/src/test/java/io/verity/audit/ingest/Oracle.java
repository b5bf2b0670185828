package io.verity.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/**
 * What exactly-once means, checked on the stored data: every acknowledged record is one row or one
 * rejected row, none twice, and the events are those that were sent.
 */
final class Oracle {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private Oracle() {}

  static void awaitCovered(TestTopic topic) throws Exception {
    awaitRows(topic, topic.acknowledged());
  }

  /** Waits until the ledger accounts for so many records. */
  static void awaitRows(TestTopic topic, long records) throws Exception {
    Trail trail = topic.trail();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () ->
                assertThat(trail.ledgered("rows") + trail.ledgered("rejects"))
                    .isGreaterThanOrEqualTo(records));
  }

  /** Waits until all is there, and checks that it is there once. */
  static void assertExactlyOnce(TestTopic topic) throws Exception {
    awaitCovered(topic);
    Trail trail = topic.trail();
    assertThat(trail.rows() + trail.rejected()).isEqualTo(topic.acknowledged());
    assertThat(trail.distinctCoordinates()).isEqualTo(topic.acknowledged());
    assertThat(trail.ledgered("rows")).isEqualTo(trail.rows());
    assertThat(trail.ledgered("rejects")).isEqualTo(trail.rejected());
    assertThat(trail.ledgered("rows") + trail.ledgered("rejects") + trail.ledgered("holes"))
        .as("offsets consumed, none missing and none twice")
        .isEqualTo(trail.offsetsConsumed());
    assertThat(trail.eventIds()).isEqualTo(topic.eventIds().stream().sorted().toList());
  }
}
