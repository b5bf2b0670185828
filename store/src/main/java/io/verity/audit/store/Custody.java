package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What happened to records of evidence. Can be appended to, and nothing else. */
public final class Custody {

  private final Database database;

  public Custody(Database database) {
    this.database = database;
  }

  /**
   * @param action verified, read, held or released: what a change of the record itself does is
   *     written with the change
   * @param detailJson null where there is nothing to add
   */
  public void add(UUID recordId, String actor, String action, String detailJson) {
    database.connection(
        connection -> {
          insert(connection, recordId, actor, action, detailJson, new String[0]);
          return null;
        });
  }

  /** In the order in which it happened. */
  public List<CustodyEntry> of(UUID recordId) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT id, at, actor, action, detail FROM evidence_custody"
                      + " WHERE record_id = ? ORDER BY id")) {
            select.setObject(1, recordId);
            List<CustodyEntry> entries = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                entries.add(
                    new CustodyEntry(
                        row.getLong("id"),
                        EvidenceRow.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("detail")));
              }
            }
            return List.copyOf(entries);
          }
        });
  }

  /** Names and values, in turn. */
  static String[] detail(String... namesAndValues) {
    return namesAndValues;
  }

  static void insert(
      Connection connection, UUID recordId, String actor, String action, String[] detail)
      throws SQLException {
    insert(connection, recordId, actor, action, null, detail);
  }

  /**
   * @param more names and values, in turn; they win over those of detailJson
   */
  static void insert(
      Connection connection,
      UUID recordId,
      String actor,
      String action,
      String detailJson,
      String[] more)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO evidence_custody (record_id, actor, action, detail)"
                + " VALUES (?, ?, ?, coalesce(?::jsonb, '{}') || jsonb_object(?))")) {
      insert.setObject(1, recordId);
      insert.setString(2, actor);
      insert.setString(3, action);
      insert.setObject(4, detailJson, Types.VARCHAR);
      insert.setArray(5, connection.createArrayOf("text", more));
      insert.executeUpdate();
    }
  }
}
