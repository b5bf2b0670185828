package io.verity.audit.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Brings principals and assets up to date from CSV files: new ids are added, known ones replaced,
 * absent ones left alone. All of it or, where anything is wrong, nothing; imported again, the same
 * files change nothing and take no new revision.
 */
public final class ReferenceImport {

  private final Database database;

  public ReferenceImport(Database database) {
    this.database = database;
  }

  /**
   * @param principals null for none
   * @param assets null for none
   * @param importedBy who is to be named for it
   * @throws ImportException where a file is bad, naming file, line and column
   */
  public ImportResult run(Path principals, Path assets, String importedBy) {
    return database.transaction(
        connection -> {
          // the files first: a slow disk keeps no other import waiting
          long principalRows = load(connection, ReferenceTable.PRINCIPALS, principals);
          long assetRows = load(connection, ReferenceTable.ASSETS, assets);
          execute(connection, "SELECT lock_reference_data()");
          ImportResult.Counts principalCounts =
              compare(connection, ReferenceTable.PRINCIPALS, principalRows);
          ImportResult.Counts assetCounts = compare(connection, ReferenceTable.ASSETS, assetRows);
          if (principalCounts.isChange() || assetCounts.isChange()) {
            takeRevision(connection, importedBy, principalCounts, assetCounts);
            apply(connection, ReferenceTable.PRINCIPALS);
            apply(connection, ReferenceTable.ASSETS);
          }
          return new ImportResult(
              principals == null ? null : principalCounts,
              assets == null ? null : assetCounts,
              revision(connection));
        });
  }

  private static long load(Connection connection, ReferenceTable table, Path file)
      throws SQLException {
    String incoming = "incoming_" + table.table();
    execute(
        connection,
        "CREATE TEMP TABLE %s ON COMMIT DROP AS SELECT %s FROM %s WITH NO DATA"
            .formatted(incoming, columns(table, ""), table.table()));
    if (file == null) {
      return 0;
    }
    long rows = TableCopy.copy(connection, incoming, new ReferenceCsv(table, file));
    execute(connection, "ANALYZE " + incoming);
    return rows;
  }

  /** Keeps what differs, and whether it is new, for {@link #apply}. */
  private static ImportResult.Counts compare(Connection connection, ReferenceTable table, long rows)
      throws SQLException {
    execute(
        connection,
        """
        CREATE TEMP TABLE changed_%1$s ON COMMIT DROP AS
        SELECT n.*, t.id IS NULL AS is_new
        FROM incoming_%1$s AS n LEFT JOIN %1$s AS t USING (id)
        WHERE t.id IS NULL OR (%2$s) IS DISTINCT FROM (%3$s)
        """
            .formatted(table.table(), columns(table, "n."), columns(table, "t.")));
    try (Statement statement = connection.createStatement();
        ResultSet counts =
            statement.executeQuery(
                "SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM"
                    + " changed_"
                    + table.table())) {
      counts.next();
      long inserted = counts.getLong(1);
      long updated = counts.getLong(2);
      return new ImportResult.Counts(rows, inserted, updated, rows - inserted - updated);
    }
  }

  private static void takeRevision(
      Connection connection,
      String importedBy,
      ImportResult.Counts principals,
      ImportResult.Counts assets)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO reference_revisions (imported_by, principals_inserted,"
                + " principals_updated, assets_inserted, assets_updated) VALUES (?, ?, ?, ?, ?)")) {
      insert.setString(1, importedBy);
      insert.setLong(2, principals.inserted());
      insert.setLong(3, principals.updated());
      insert.setLong(4, assets.inserted());
      insert.setLong(5, assets.updated());
      insert.executeUpdate();
    }
  }

  /** The rows get their revision, and the replaced ones their place in the history, by trigger. */
  private static void apply(Connection connection, ReferenceTable table) throws SQLException {
    execute(
        connection,
        "INSERT INTO %1$s (%2$s) SELECT %2$s FROM changed_%1$s WHERE is_new ORDER BY id"
            .formatted(table.table(), columns(table, "")));
    String assignments =
        table.columns().stream()
            .filter(column -> !column.equals("id"))
            .map(column -> column + " = c." + column)
            .collect(Collectors.joining(", "));
    execute(
        connection,
        "UPDATE %1$s AS t SET %2$s FROM changed_%1$s AS c WHERE c.id = t.id AND NOT c.is_new"
            .formatted(table.table(), assignments));
  }

  private static long revision(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + ReferenceData.CURRENT_REVISION)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String columns(ReferenceTable table, String prefix) {
    List<String> columns = table.columns();
    return columns.stream().map(column -> prefix + column).collect(Collectors.joining(", "));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
