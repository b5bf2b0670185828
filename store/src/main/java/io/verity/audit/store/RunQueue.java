package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The queued runs of report_runs, as the replicas of the control plane share them out. All times
 * are the database's. A replica holds a run by a lease, and whatever it does as its holder is
 * refused once another has taken the lease over, or the attempt is over.
 */
public final class RunQueue {

  /** One claim at a time: of two that count together, both would see room for one more. */
  private static final String ALONE =
      "SELECT pg_advisory_xact_lock(hashtextextended('verity report queue', 0))";

  private static final String LEASE =
      "lease_owner = ?, lease_until = clock_timestamp() + ? * interval '1 millisecond'";

  /** A row that somebody is at work on, such as a job that publishes, is left to them. */
  private static final String TAKE_OVER =
      "UPDATE report_runs SET "
          + LEASE
          + " WHERE id = (SELECT id FROM report_runs WHERE status = 'PROCESSING'"
          + " AND lease_until < clock_timestamp() ORDER BY lease_until, id LIMIT 1"
          + " FOR NO KEY UPDATE SKIP LOCKED) RETURNING "
          + ReportRunRow.COLUMNS;

  /**
   * Whoever may begin the earliest comes first, so that what is put off does not hold up others.
   */
  private static final String BEGIN =
      "UPDATE report_runs SET "
          + LEASE
          + ", status = 'PROCESSING', attempt = attempt + 1, error = NULL, progress = NULL,"
          + " started_at = clock_timestamp(), finished_at = NULL,"
          + " retry_after = least(?::float8 * interval '1 millisecond' * power(2, least(failures, 30)),"
          + " ? * interval '1 millisecond')"
          + " WHERE id = (SELECT id FROM report_runs WHERE status = 'PENDING'"
          + " AND max_attempts IS NOT NULL AND not_before <= clock_timestamp()"
          + " AND ? > (SELECT count(*) FROM report_runs WHERE status = 'PROCESSING'"
          + " AND max_attempts IS NOT NULL)"
          + " ORDER BY not_before, requested_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)"
          + " RETURNING "
          + ReportRunRow.COLUMNS;

  private static final String HELD =
      " FROM report_runs WHERE id = ? AND attempt = ? AND lease_owner = ? AND status = 'PROCESSING'";

  private final Database database;
  private final QueueSettings settings;

  public RunQueue(Database database, QueueSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /**
   * A run whose replica let its lease expire; else the next run that waits, where there is room for
   * one more.
   *
   * @param replica who claims; no two processes may share a name
   */
  public Optional<Claim> claim(String replica) {
    return database.transaction(
        connection -> {
          try (Statement lock = connection.createStatement()) {
            lock.execute(ALONE);
          }
          Optional<ReportRun> expired = takeOver(connection, replica);
          return expired.isPresent()
              ? expired.map(run -> new Claim(run, true))
              : begin(connection, replica).map(run -> new Claim(run, false));
        });
  }

  private Optional<ReportRun> takeOver(Connection connection, String replica) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(TAKE_OVER)) {
      update.setString(1, replica);
      update.setLong(2, settings.lease().toMillis());
      return first(update);
    }
  }

  private Optional<ReportRun> begin(Connection connection, String replica) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(BEGIN)) {
      update.setString(1, replica);
      update.setLong(2, settings.lease().toMillis());
      update.setLong(3, settings.backoff().toMillis());
      update.setLong(4, settings.backoffLimit().toMillis());
      update.setInt(5, settings.maxConcurrent());
      return first(update);
    }
  }

  /**
   * Renews the lease. Does not wait for a job that publishes, which locks the row: it can't be
   * taken over meanwhile.
   *
   * @return false where another replica has the run, or this attempt is over
   */
  public boolean heartbeat(UUID id, int attempt, String replica) {
    return database.connection(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE report_runs SET "
                      + LEASE
                      + " WHERE id = (SELECT id"
                      + HELD
                      + " FOR NO KEY UPDATE SKIP LOCKED)")) {
            update.setString(1, replica);
            update.setLong(2, settings.lease().toMillis());
            setHeld(update, 3, id, attempt, replica);
            if (update.executeUpdate() == 1) {
              return true;
            }
          }
          try (PreparedStatement select = connection.prepareStatement("SELECT 1" + HELD)) {
            setHeld(select, 1, id, attempt, replica);
            try (ResultSet row = select.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  private static void setHeld(
      PreparedStatement statement, int index, UUID id, int attempt, String replica)
      throws SQLException {
    statement.setObject(index, id);
    statement.setInt(index + 1, attempt);
    statement.setString(index + 2, replica);
  }

  /**
   * As {@link ReportRuns#fail(UUID, int, String, boolean)}, but by the replica that holds the lease
   * alone: the next one asks its launcher itself.
   */
  public Optional<RunStatus> fail(
      UUID id, int attempt, String replica, String reason, boolean mayPass) {
    return database.connection(
        connection -> RunEnding.fail(connection, id, attempt, replica, reason, mayPass));
  }

  /** Ends the lease: the run is taken over at once, and its attempt goes on. */
  public void release(UUID id, int attempt, String replica) {
    database.connection(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE report_runs SET lease_until = clock_timestamp() WHERE id = (SELECT id"
                      + HELD
                      + " FOR NO KEY UPDATE SKIP LOCKED)")) {
            setHeld(update, 1, id, attempt, replica);
            return update.executeUpdate();
          }
        });
  }

  /** As {@link ReportRuns#postpone}, but by the replica that holds the lease alone. */
  public Optional<RunStatus> postpone(
      UUID id, int attempt, String replica, String reason, Duration delay) {
    return database.connection(
        connection -> RunEnding.postpone(connection, id, attempt, replica, reason, delay));
  }

  private static Optional<ReportRun> first(PreparedStatement update) throws SQLException {
    try (ResultSet row = update.executeQuery()) {
      return row.next() ? Optional.of(ReportRunRow.read(row)) : Optional.empty();
    }
  }
}
