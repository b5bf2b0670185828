package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads {@link EvidenceRecord}s from a result. */
final class EvidenceRow {

  private static final String LISTED =
      "record.id, record.control_id, control.framework, control.control_id AS control_name,"
          + " record.collected_at, record.period_start, record.period_end, record.collector_ver,"
          + " record.artifact_s3_key, record.status, record.content_hash, record.collected_by,"
          + " record.object_version_id, record.trigger, record.requested_by, record.requested_at,"
          + " record.attempt, record.error, ";

  private static final String FROM =
      " FROM evidence_records AS record JOIN controls AS control ON control.id = record.control_id ";

  /** Followed by WHERE. A payload may be large, and a list has many. */
  static final String SELECT_LISTED = "SELECT " + LISTED + "NULL AS raw_payload" + FROM;

  static final String SELECT = "SELECT " + LISTED + "record.raw_payload" + FROM;

  private EvidenceRow() {}

  static Optional<EvidenceRecord> find(Connection connection, UUID id) throws SQLException {
    return find(connection, id, "");
  }

  /** The row, locked until the transaction ends. */
  static EvidenceRecord locked(Connection connection, UUID id) throws SQLException {
    return find(connection, id, " FOR UPDATE OF record")
        .orElseThrow(() -> new ConflictException("there is no evidence " + id));
  }

  private static Optional<EvidenceRecord> find(Connection connection, UUID id, String lock)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + "WHERE record.id = ?" + lock)) {
      select.setObject(1, id);
      return all(select).stream().findFirst();
    }
  }

  static List<EvidenceRecord> all(PreparedStatement select) throws SQLException {
    List<EvidenceRecord> records = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        records.add(read(rows));
      }
    }
    return records;
  }

  static EvidenceRecord read(ResultSet row) throws SQLException {
    return new EvidenceRecord(
        row.getObject("id", UUID.class),
        row.getObject("control_id", UUID.class),
        row.getString("framework"),
        row.getString("control_name"),
        instant(row, "collected_at"),
        instant(row, "period_start"),
        instant(row, "period_end"),
        row.getString("collector_ver"),
        row.getString("raw_payload"),
        row.getString("artifact_s3_key"),
        row.getString("status"),
        row.getString("content_hash"),
        row.getString("collected_by"),
        row.getString("object_version_id"),
        row.getString("trigger"),
        row.getString("requested_by"),
        instant(row, "requested_at"),
        row.getInt("attempt"),
        row.getString("error"));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static void setInstant(PreparedStatement statement, int index, Instant time) throws SQLException {
    statement.setObject(index, time.atOffset(ZoneOffset.UTC));
  }
}
