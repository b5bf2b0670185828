package io.verity.audit.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** Reads a {@link ReportRun} from a result. */
final class ReportRunRow {

  static final String COLUMNS =
      "id, report_type, period_start, period_end, subject_id, formats, allow_partial, requested_by,"
          + " requested_at, idempotency_key, status, attempt, error, started_at, finished_at,"
          + " snapshot, snapshot_root, pack_sha256, template_sha256, reference_revision,"
          + " output_sha256, progress, failures, max_attempts, replay_of, cancel_requested_by,"
          + " request_sha256, evidence_snapshot";

  /** For lists, which would be megabytes of evidence. */
  static final String BRIEF = COLUMNS.replace("evidence_snapshot", "NULL AS evidence_snapshot");

  private ReportRunRow() {}

  static ReportRun read(ResultSet row) throws SQLException {
    return new ReportRun(
        row.getObject("id", UUID.class),
        row.getString("report_type"),
        instant(row, "period_start"),
        instant(row, "period_end"),
        row.getObject("subject_id", UUID.class),
        List.of((String[]) row.getArray("formats").getArray()),
        row.getBoolean("allow_partial"),
        row.getString("requested_by"),
        instant(row, "requested_at"),
        row.getString("idempotency_key"),
        RunStatus.valueOf(row.getString("status")),
        row.getInt("attempt"),
        row.getString("error"),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        snapshot(row),
        revision(row),
        row.getString("output_sha256"),
        row.getString("progress"),
        row.getInt("failures"),
        row.getObject("max_attempts") != null,
        row.getObject("replay_of", UUID.class),
        row.getString("cancel_requested_by"),
        row.getString("request_sha256"));
  }

  private static PinnedSnapshot snapshot(ResultSet row) throws SQLException {
    String root = row.getString("snapshot_root");
    return root == null
        ? null
        : new PinnedSnapshot(
            row.getString("snapshot"),
            root,
            row.getString("pack_sha256"),
            row.getString("template_sha256"),
            row.getLong("reference_revision"),
            row.getString("evidence_snapshot"));
  }

  private static OptionalLong revision(ResultSet row) throws SQLException {
    long revision = row.getLong("reference_revision");
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(revision);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
