package io.verity.audit.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What became of one run so far, and what the runs that are under way are at. */
public final class RunHistory {

  private static final int MOST_AT_ONCE = 1_000;

  private final Database database;

  public RunHistory(Database database) {
    this.database = database;
  }

  /**
   * A run that is being made.
   *
   * @param json as its job reported it last; null where it did not yet
   */
  public record UnderWay(UUID runId, String requestedBy, int attempt, String json) {}

  /** The oldest first. */
  public List<RunEvent> of(UUID runId) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT seq, at, requested_by, type, event.attempt, event.error"
                      + " FROM report_events AS event JOIN report_runs AS run ON run.id = run_id"
                      + " WHERE run_id = ? ORDER BY seq")) {
            select.setObject(1, runId);
            List<RunEvent> events = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                events.add(
                    new RunEvent(
                        row.getLong("seq"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        runId,
                        row.getString("requested_by"),
                        row.getString("type"),
                        row.getInt("attempt"),
                        row.getString("error")));
              }
            }
            return List.copyOf(events);
          }
        });
  }

  /** Without verifications. */
  public List<UnderWay> underWay() {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT id, requested_by, attempt, progress FROM report_runs"
                      + " WHERE status = 'PROCESSING' AND replay_of IS NULL LIMIT "
                      + MOST_AT_ONCE)) {
            List<UnderWay> runs = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                runs.add(
                    new UnderWay(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getInt(3),
                        row.getString(4)));
              }
            }
            return List.copyOf(runs);
          }
        });
  }
}
