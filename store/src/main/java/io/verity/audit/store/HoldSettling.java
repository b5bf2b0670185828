package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What is done to a version that waits, in the transaction that has locked it. */
final class HoldSettling {

  private HoldSettling() {}

  /**
   * @return false where it does not wait any more
   */
  static boolean settle(
      Connection connection, HoldObject object, String who, HoldObjects.Keeper keeper)
      throws SQLException {
    switch (state(connection, object)) {
      case "set" -> {
        keeper.set(object.objectKey(), object.versionId(), true);
        mark(connection, object, "held_at");
        tell(connection, object, who, "held", "");
      }
      case "lift" -> {
        String other = coveredBy(connection, object);
        if (other == null) {
          keeper.set(object.objectKey(), object.versionId(), false);
        }
        mark(connection, object, "released_at");
        tell(connection, object, who, "released", other == null ? "" : other);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Read again: it may have been dealt with since it was found. */
  private static String state(Connection connection, HoldObject object) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT CASE WHEN object.released_at IS NOT NULL THEN 'done'"
                + " WHEN hold.status = 'released' THEN 'lift'"
                + " WHEN object.held_at IS NULL THEN 'set' ELSE 'done' END"
                + " FROM legal_hold_objects AS object JOIN legal_holds AS hold"
                + " ON hold.id = object.hold_id WHERE object.hold_id = ?"
                + " AND object.object_key = ? AND object.version_id = ?")) {
      setKey(select, 1, object);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : "done";
      }
    }
  }

  /** A hold that stands and covers it too, whether it was set for that one already or not. */
  private static String coveredBy(Connection connection, HoldObject object) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT hold_id::text FROM legal_hold_coverage WHERE object_key = ?"
                + " AND version_id = ? UNION ALL SELECT object.hold_id::text"
                + " FROM legal_hold_objects AS object JOIN legal_holds AS hold"
                + " ON hold.id = object.hold_id WHERE object.object_key = ?"
                + " AND object.version_id = ? AND hold.status IN ('active', 'release_requested')"
                + " LIMIT 1")) {
      select.setString(1, object.objectKey());
      select.setString(2, object.versionId());
      select.setString(3, object.objectKey());
      select.setString(4, object.versionId());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private static void mark(Connection connection, HoldObject object, String column)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE legal_hold_objects SET "
                + column
                + " = clock_timestamp() WHERE hold_id = ? AND object_key = ?"
                + " AND version_id = ?")) {
      setKey(update, 1, object);
      update.executeUpdate();
    }
  }

  private static void setKey(PreparedStatement statement, int first, HoldObject object)
      throws SQLException {
    statement.setObject(first, object.holdId());
    statement.setString(first + 1, object.objectKey());
    statement.setString(first + 2, object.versionId());
  }

  /**
   * @param keptBy the hold that it stays held by; empty for none
   */
  private static void tell(
      Connection connection, HoldObject object, String who, String action, String keptBy)
      throws SQLException {
    String[] detail =
        Custody.detail(
            "hold_id", object.holdId().toString(),
            "object_key", object.objectKey(),
            "version_id", object.versionId(),
            "still_held_by", keptBy);
    if (object.recordId() != null) {
      Custody.insert(connection, object.recordId(), who, action, detail);
    }
    AccessLog.insert(connection, who, "hold." + action, object.objectKey(), "ok", detail);
  }
}
