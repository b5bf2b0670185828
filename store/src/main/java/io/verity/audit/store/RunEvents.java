package io.verity.audit.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What became of runs, in the order in which it was committed: who has read an event has been given
 * all before it, as the database numbers them while they are committed, one transaction at a time.
 * Verifications make no events.
 */
public final class RunEvents {

  private final Database database;

  public RunEvents(Database database) {
    this.database = database;
  }

  /**
   * @param seq of the last event that is known already; 0 for none
   */
  public List<RunEvent> after(long seq, int limit) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT seq, at, run_id, requested_by, type, event.attempt, event.error"
                      + " FROM report_events AS event JOIN report_runs AS run ON run.id = run_id"
                      + " WHERE seq > ? ORDER BY seq LIMIT ?")) {
            select.setLong(1, seq);
            select.setInt(2, limit);
            List<RunEvent> events = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                events.add(read(rows));
              }
            }
            return List.copyOf(events);
          }
        });
  }

  private static RunEvent read(ResultSet row) throws SQLException {
    return new RunEvent(
        row.getLong("seq"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getObject("run_id", UUID.class),
        row.getString("requested_by"),
        row.getString("type"),
        row.getInt("attempt"),
        row.getString("error"));
  }

  /** Of the newest event; 0 where there is none. */
  public long last() {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement("SELECT coalesce(max(seq), 0) FROM report_events");
              ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}
