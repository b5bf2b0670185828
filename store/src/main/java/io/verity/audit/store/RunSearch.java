package io.verity.audit.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Report runs by what is known of them, the newest first. Verifications are left out. */
public final class RunSearch {

  private static final int CURSOR_LENGTH = 3;

  /** Of a time that a row may have; another can only come from a forged cursor. */
  private static final long MICROS_LIMIT = 253_402_300_799_000_000L;

  private final Database database;

  public RunSearch(Database database) {
    this.database = database;
  }

  /**
   * @param limit 1 to 1000
   * @param cursor of the page before, under the same filter; null for the first
   * @throws IllegalArgumentException where the cursor is forged, or the limit none
   */
  public Page<ReportRun> page(RunFilter filter, int limit, String cursor) {
    Conditions.checkLimit(limit);
    Conditions conditions =
        new Conditions()
            .addAll("replay_of IS NULL")
            .add("status = ?", filter.status() == null ? null : filter.status().name())
            .add("report_type = ?", filter.framework())
            .add("requested_by = ?", filter.requestedBy())
            .add("requested_at >= ?", filter.requestedFrom())
            .add("requested_at < ?", filter.requestedTo());
    if (cursor != null) {
      long[] position = Cursor.read(filter, cursor, CURSOR_LENGTH);
      if (position[0] < 0 || position[0] > MICROS_LIMIT) {
        throw new IllegalArgumentException("the cursor is forged");
      }
      conditions.addAll(
          "(requested_at, id) < (?, ?)",
          Instant.EPOCH.plus(position[0], ChronoUnit.MICROS),
          new UUID(position[1], position[2]));
    }
    List<ReportRun> runs = select(conditions, limit + 1);
    if (runs.size() <= limit) {
      return new Page<>(runs, null);
    }
    ReportRun last = runs.get(limit - 1);
    return new Page<>(
        runs.subList(0, limit),
        Cursor.of(
            filter,
            ChronoUnit.MICROS.between(Instant.EPOCH, last.requestedAt()),
            last.id().getMostSignificantBits(),
            last.id().getLeastSignificantBits()));
  }

  private List<ReportRun> select(Conditions conditions, int limit) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + ReportRunRow.BRIEF
                      + " FROM report_runs WHERE "
                      + conditions.sql()
                      + " ORDER BY requested_at DESC, id DESC LIMIT ?")) {
            select.setInt(conditions.set(select), limit);
            List<ReportRun> runs = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                runs.add(ReportRunRow.read(rows));
              }
            }
            return runs;
          }
        });
  }
}
