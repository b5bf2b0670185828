package io.verity.audit.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;

/** Whether there is what a hold is to cover. */
public final class HoldTargets {

  private static final Map<String, String> QUERIES =
      Map.of(
          "evidence", "SELECT EXISTS (SELECT FROM evidence_records WHERE id = ?::uuid)",
          "controls", "SELECT EXISTS (SELECT FROM controls WHERE id = ?::uuid)",
          "reports", "SELECT EXISTS (SELECT FROM report_runs WHERE id = ?::uuid)",
          "frameworks",
              "SELECT EXISTS (SELECT FROM (SELECT framework FROM controls"
                  + " UNION ALL SELECT report_type FROM report_runs) AS known (name)"
                  + " WHERE name = ?)");

  private final Database database;

  public HoldTargets(Database database) {
    this.database = database;
  }

  /**
   * @param list evidence, controls, reports or frameworks
   * @param name an id, a UUID, or the name of a framework
   */
  public boolean exists(String list, String name) {
    return database.connection(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(QUERIES.get(list))) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return row.getBoolean(1);
            }
          }
        });
  }
}
