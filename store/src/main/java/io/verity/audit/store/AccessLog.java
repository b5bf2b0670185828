package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Who did what with which report, and how it ended. Can be appended to, and nothing else. */
public final class AccessLog {

  private final Database database;

  public AccessLog(Database database) {
    this.database = database;
  }

  /**
   * @param detailJson null where there is nothing to add
   */
  public void record(
      String actor, String action, String object, String outcome, String detailJson) {
    record(new AccessEntry(actor, action, object, outcome, detailJson));
  }

  public void record(AccessEntry entry) {
    database.connection(connection -> insert(connection, entry));
  }

  static int insert(Connection connection, AccessEntry entry) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO access_log (actor, action, object, outcome, detail)"
                + " VALUES (?, ?, ?, ?, ?::jsonb)")) {
      insert.setString(1, entry.actor());
      insert.setString(2, entry.action());
      insert.setString(3, entry.object());
      insert.setString(4, entry.outcome());
      insert.setString(5, entry.detailJson());
      return insert.executeUpdate();
    }
  }

  /**
   * @param detail names and values, in turn
   */
  static int insert(
      Connection connection,
      String actor,
      String action,
      String object,
      String outcome,
      String... detail)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO access_log (actor, action, object, outcome, detail)"
                + " VALUES (?, ?, ?, ?, jsonb_object(?))")) {
      insert.setString(1, actor);
      insert.setString(2, action);
      insert.setString(3, object);
      insert.setString(4, outcome);
      insert.setArray(5, connection.createArrayOf("text", detail));
      return insert.executeUpdate();
    }
  }
}
