package io.verity.audit.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Who did what, the newest first. */
public final class AccessLogReader {

  private final Database database;

  public AccessLogReader(Database database) {
    this.database = database;
  }

  /**
   * @param limit 1 to 1000
   * @param cursor of the page before, under the same filter; null for the first
   * @throws IllegalArgumentException where the cursor is forged, or the limit none
   */
  public Page<LoggedAccess> page(AccessFilter filter, int limit, String cursor) {
    Conditions.checkLimit(limit);
    Conditions conditions =
        new Conditions()
            .add("actor = ?", filter.actor())
            .add("object = ?", filter.object())
            .add("at >= ?", filter.from())
            .add("at < ?", filter.to())
            .add("id < ?", cursor == null ? null : Cursor.read(filter, cursor, 1)[0]);
    List<LoggedAccess> lines = select(conditions, limit + 1);
    return lines.size() <= limit
        ? new Page<>(lines, null)
        : new Page<>(lines.subList(0, limit), Cursor.of(filter, lines.get(limit - 1).id()));
  }

  private List<LoggedAccess> select(Conditions conditions, int limit) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT id, at, actor, action, object, outcome, detail FROM access_log WHERE "
                      + conditions.sql()
                      + " ORDER BY id DESC LIMIT ?")) {
            select.setInt(conditions.set(select), limit);
            List<LoggedAccess> lines = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                lines.add(read(rows));
              }
            }
            return lines;
          }
        });
  }

  private static LoggedAccess read(ResultSet row) throws SQLException {
    return new LoggedAccess(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("action"),
        row.getString("object"),
        row.getString("outcome"),
        row.getString("detail"));
  }
}
