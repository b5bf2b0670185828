package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Principals and assets, as of a revision. */
public final class ReferenceData {

  static final String CURRENT_REVISION =
      "(SELECT coalesce(max(revision), 0) FROM reference_revisions)";

  private static final String AS_OF =
      " WHERE revision_from <= ? AND revision_to > ? ORDER BY id COLLATE \"C\"";

  private static final String PRINCIPALS =
      "SELECT id, kind, name, email, department, manager_id, status, hired_at_millis::text,"
          + " terminated_at_millis::text, privileged::text FROM principal_revisions"
          + AS_OF;

  private static final String ASSETS =
      "SELECT id, type, name, system, tags, owner_id FROM asset_revisions" + AS_OF;

  private static final int FETCH_ROWS = 5_000;

  private final Database database;

  public ReferenceData(Database database) {
    this.database = database;
  }

  /** Of the last import that changed something; 0 where nothing was ever imported. */
  public long currentRevision() {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement("SELECT " + CURRENT_REVISION);
              ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /**
   * SHA-256 in hex over every value of principals, then assets, in the order of their ids, as of
   * the revision: the same content gives the same digest, in whatever database. The revision number
   * itself is no part of it.
   */
  public String digest(long revision) {
    return database.transaction(
        connection -> {
          Sha256 sha256 = new Sha256();
          add(sha256.add("principals"), connection, PRINCIPALS, revision);
          add(sha256.add("assets"), connection, ASSETS, revision);
          return sha256.hex();
        });
  }

  /** Streamed: a fetch size works inside a transaction alone. */
  private static void add(Sha256 sha256, Connection connection, String query, long revision)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setFetchSize(FETCH_ROWS);
      select.setLong(1, revision);
      select.setLong(2, revision);
      try (ResultSet rows = select.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int column = 1; column <= columns; column++) {
            sha256.add(rows.getString(column));
          }
        }
      }
    }
  }
}
