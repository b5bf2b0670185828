package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the keeper of holds decided about the trail's tables. A decision is written, and told to the
 * access log, before it is carried out, and marked once it was seen done: whenever its process
 * dies, the next one knows what was begun and which rule there was.
 */
public final class TrailRetention {

  private static final String SELECT =
      "SELECT table_name, paused, ttl, checked_at FROM trail_retention ORDER BY table_name";

  private final Database database;

  public TrailRetention(Database database) {
    this.database = database;
  }

  public List<TrailTable> all() {
    return database.connection(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(SELECT);
              ResultSet row = select.executeQuery()) {
            List<TrailTable> tables = new ArrayList<>();
            while (row.next()) {
              tables.add(
                  new TrailTable(
                      row.getString("table_name"),
                      row.getBoolean("paused"),
                      row.getString("ttl"),
                      EvidenceRow.instant(row, "checked_at")));
            }
            return List.copyOf(tables);
          }
        });
  }

  /**
   * Does something while no other keeper does.
   *
   * @return false where one is at it: nothing is done then
   */
  public boolean alone(Runnable work) {
    return database.transaction(
        connection -> {
          try (PreparedStatement lock =
                  connection.prepareStatement(
                      "SELECT pg_try_advisory_xact_lock(hashtextextended('verity trail', 0))");
              ResultSet row = lock.executeQuery()) {
            row.next();
            if (!row.getBoolean(1)) {
              return false;
            }
          }
          work.run();
          return true;
        });
  }

  /** Whether a hold that stands covers the trail. */
  public boolean isHeld() {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT EXISTS (SELECT FROM legal_holds WHERE status IN ('active',"
                          + " 'release_requested') AND scope @> '{\"trail\": true}')");
              ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
          }
        });
  }

  /**
   * Decides, or finds a table for the first time; not done yet.
   *
   * @param who for the access log
   */
  public void decide(String table, boolean paused, String ttl, String who) {
    database.transaction(
        connection -> {
          try (PreparedStatement upsert =
              connection.prepareStatement(
                  "INSERT INTO trail_retention (table_name, paused, ttl) VALUES (?, ?, ?)"
                      + " ON CONFLICT (table_name) DO UPDATE SET paused = excluded.paused,"
                      + " ttl = excluded.ttl, changed_at = clock_timestamp(),"
                      + " checked_at = NULL")) {
            upsert.setString(1, table);
            upsert.setBoolean(2, paused);
            upsert.setString(3, ttl);
            upsert.executeUpdate();
          }
          tell(connection, who, table, paused, "begun", ttl);
          return null;
        });
  }

  /** What was decided is seen to be so; told to the access log where it was not before. */
  public void seen(TrailTable table, String who) {
    database.transaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE trail_retention SET checked_at = clock_timestamp()"
                      + " WHERE table_name = ? AND paused = ?")) {
            update.setString(1, table.name());
            update.setBoolean(2, table.paused());
            if (update.executeUpdate() == 1 && table.checkedAt() == null) {
              tell(connection, who, table.name(), table.paused(), "done", table.ttl());
            }
          }
          return null;
        });
  }

  /** A rule that was removed although the table is paused was put back by somebody else. */
  public void undone(TrailTable table, String who, String found) {
    database.transaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE trail_retention SET checked_at = NULL WHERE table_name = ?")) {
            update.setString(1, table.name());
            update.executeUpdate();
          }
          return tell(connection, who, table.name(), table.paused(), "undone by somebody", found);
        });
  }

  private static int tell(
      Connection connection, String who, String table, boolean paused, String outcome, String ttl)
      throws SQLException {
    String action = paused ? "trail.retention.pause" : "trail.retention.resume";
    return AccessLog.insert(connection, who, action, table, outcome, "ttl", ttl);
  }
}
