package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * How an attempt ends that did not complete its run: for good, or back into the queue. A run whose
 * end was asked for never goes back.
 */
final class RunEnding {

  /** Where nobody who claimed the run said how to back off. */
  private static final String DEFAULT_BACKOFF = "interval '5 seconds'";

  private static final String COUNTED =
      "failures = failures + CASE WHEN cancel_requested_by IS NULL THEN 1 ELSE 0 END,"
          + " not_before = clock_timestamp() + coalesce(retry_after, "
          + DEFAULT_BACKOFF
          + ")";

  private static final String FAIL = update("failures + 1 < max_attempts", COUNTED);

  private static final String FAIL_FOR_GOOD = update("false", COUNTED);

  private static final String POSTPONE =
      update(
          "max_attempts IS NOT NULL",
          "not_before = clock_timestamp() + ? * interval '1 millisecond'");

  private RunEnding() {}

  private static String update(String goesBack, String further) {
    String again = "CASE WHEN cancel_requested_by IS NULL AND " + goesBack;
    return "UPDATE report_runs SET "
        + further
        + ", status = "
        + again
        + " THEN 'PENDING' ELSE 'FAILED' END, finished_at = "
        + again
        + " THEN NULL ELSE clock_timestamp() END,"
        + " error = CASE WHEN cancel_requested_by IS NULL THEN ?"
        + " ELSE 'cancelled by ' || cancel_requested_by END"
        + " WHERE id = ? AND attempt = ? AND status = 'PROCESSING'"
        + " AND lease_owner IS NOT DISTINCT FROM coalesce(?, lease_owner) RETURNING status";
  }

  /**
   * @param owner null: whoever holds the lease
   * @return what the run is now; empty where this attempt does not hold it, or another the lease
   */
  static Optional<RunStatus> fail(
      Connection connection, UUID id, int attempt, String owner, String reason, boolean mayPass)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(mayPass ? FAIL : FAIL_FOR_GOOD)) {
      return end(update, 1, id, attempt, owner, reason);
    }
  }

  static Optional<RunStatus> postpone(
      Connection connection, UUID id, int attempt, String owner, String reason, Duration delay)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(POSTPONE)) {
      update.setLong(1, delay.toMillis());
      return end(update, 2, id, attempt, owner, reason);
    }
  }

  private static Optional<RunStatus> end(
      PreparedStatement update, int index, UUID id, int attempt, String owner, String reason)
      throws SQLException {
    update.setString(index, Objects.requireNonNull(reason, "reason").replace("\0", ""));
    update.setObject(index + 1, id);
    update.setInt(index + 2, attempt);
    update.setString(index + 3, owner);
    try (ResultSet row = update.executeQuery()) {
      return row.next() ? Optional.of(RunStatus.valueOf(row.getString(1))) : Optional.empty();
    }
  }
}
