package io.verity.audit.store;

import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Records of evidence by what is known of them. */
final class EvidenceSearch {

  private static final int CURSOR_LENGTH = 3;

  private final Database database;

  EvidenceSearch(Database database) {
    this.database = database;
  }

  /**
   * The newest period first, without payloads.
   *
   * @param limit 1 to 1000
   * @param cursor of the page before, under the same filter; null for the first
   * @throws IllegalArgumentException where the cursor is forged, or the limit none
   */
  Page<EvidenceRecord> page(EvidenceFilter filter, int limit, String cursor) {
    Conditions.checkLimit(limit);
    Conditions conditions =
        new Conditions()
            .add("record.control_id = ?", filter.controlId())
            .add("control.framework = ?", filter.framework())
            .add("record.status = ?", filter.status())
            .add("record.period_start >= ?", filter.from())
            .add("record.period_end <= ?", filter.to());
    if (cursor != null) {
      long[] position = Cursor.read(filter, cursor, CURSOR_LENGTH);
      conditions.addAll(
          "(record.period_end, record.id) < (?, ?)",
          Conditions.micros(position[0]),
          new UUID(position[1], position[2]));
    }
    List<EvidenceRecord> records = select(conditions, limit + 1);
    if (records.size() <= limit) {
      return new Page<>(records, null);
    }
    EvidenceRecord last = records.get(limit - 1);
    return new Page<>(
        records.subList(0, limit),
        Cursor.of(
            filter,
            ChronoUnit.MICROS.between(Instant.EPOCH, last.periodEnd()),
            last.id().getMostSignificantBits(),
            last.id().getLeastSignificantBits()));
  }

  private List<EvidenceRecord> select(Conditions conditions, int limit) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  EvidenceRow.SELECT_LISTED
                      + "WHERE "
                      + conditions.sql()
                      + " ORDER BY record.period_end DESC, record.id DESC LIMIT ?")) {
            select.setInt(conditions.set(select), limit);
            return EvidenceRow.all(select);
          }
        });
  }

  List<EvidenceRecord> within(String framework, Instant from, Instant to) {
    Conditions.checkTime("from", from);
    Conditions.checkTime("to", to);
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  EvidenceRow.SELECT
                      + "WHERE control.framework = ? AND record.period_start >= ?"
                      + " AND record.period_end <= ? ORDER BY control.control_id COLLATE \"C\","
                      + " record.period_start, record.period_end, record.id")) {
            select.setString(1, framework);
            EvidenceRow.setInstant(select, 2, from);
            EvidenceRow.setInstant(select, 3, to);
            return List.copyOf(EvidenceRow.all(select));
          }
        });
  }
}
