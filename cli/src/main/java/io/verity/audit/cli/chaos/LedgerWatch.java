package io.verity.audit.cli.chaos;

import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.TrailStoreException;
import io.verity.audit.trail.clickhouse.ClickHouseConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** How far the ledger is: asked often, and of a server that may be dying. */
final class LedgerWatch {

  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private static final String QUERY =
      """
      SELECT countIf(marked AND NOT adopted), countIf(NOT marked), sumIf(rows, marked) FROM (
        SELECT batch_id, any(rows) AS rows, max(kind) = 'committed' AS marked,
          max(recovered) = 1 AS adopted
        FROM %s GROUP BY batch_id)"""
          .formatted(LedgerEntry.qualifiedTable());

  private final ClickHouseConnection connection;

  LedgerWatch(ClickHouseConnection connection) {
    this.connection = connection;
  }

  /**
   * The ledger at one time.
   *
   * @param committed batches, without those that a start found unmarked and adopted
   * @param open batches with an intent and no mark: being written, or given up
   * @param rows of the committed batches, rejected ones as well
   */
  record State(long committed, long open, long rows) {}

  /** Of a server that lives: a connection to its former self fails once, and is not used again. */
  State state() throws InterruptedException {
    AtomicReference<State> answer = new AtomicReference<>();
    Waiting.require(
        "an answer from ClickHouse",
        () -> {
          stateIfAnswered().ifPresent(answer::set);
          return answer.get() != null;
        },
        ANSWER_LIMIT,
        LOOK_AGAIN);
    return answer.get();
  }

  /** Empty where the server does not answer now. */
  Optional<State> stateIfAnswered() {
    try {
      return Optional.of(
          connection.query(
              "watching the ledger",
              QUERY,
              Map.of(),
              Map.of(),
              SILENCE,
              answer -> new State(answer.readLong(), answer.readLong(), answer.readLong())));
    } catch (TrailStoreException e) {
      if (e.isRetryable()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
