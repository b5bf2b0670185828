package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The life of a record of evidence: asked for once per control and period, begun by one attempt
 * after another, collected or failed by the latest alone. The database refuses anything else by
 * itself. What happened to it is in its chain of custody, written with the change.
 */
public final class EvidenceRecords {

  private static final String EMPTY = "{}";

  /** SHA-256 of {@link #EMPTY}. */
  private static final String EMPTY_HASH =
      "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

  /** More than a person reads; a source may have said any amount. */
  private static final int LONGEST_ERROR = 8_000;

  private final Database database;

  public EvidenceRecords(Database database) {
    this.database = database;
  }

  /**
   * The record of this control and period, pending; or the one that there is, whatever has become
   * of it.
   *
   * @param end not part of the period
   * @throws ConflictException where there is no such control (any more)
   */
  public CreatedEvidence request(
      UUID controlId, Instant start, Instant end, Trigger trigger, String requestedBy) {
    Instant from = stored("start", start);
    Instant to = stored("end", end);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("the period ends at " + to + ", not after " + from);
    }
    return database.transaction(
        connection -> {
          UUID id = insert(connection, controlId, from, to, trigger, requestedBy);
          if (id != null) {
            Custody.insert(
                connection,
                id,
                requestedBy,
                "requested",
                Custody.detail("trigger", trigger.value()));
            return new CreatedEvidence(EvidenceRow.find(connection, id).orElseThrow(), true);
          }
          return new CreatedEvidence(existing(connection, controlId, from, to), false);
        });
  }

  /** Null where there is a record, or no control. */
  private static UUID insert(
      Connection connection,
      UUID controlId,
      Instant start,
      Instant end,
      Trigger trigger,
      String requestedBy)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO evidence_records (control_id, period_start, period_end, collector_ver,"
                + " content_hash, collected_by, trigger, requested_by)"
                + " SELECT id, ?, ?, 'none', ?, ?, ?, ? FROM controls"
                + " WHERE id = ? AND retired_at IS NULL ON CONFLICT DO NOTHING RETURNING id")) {
      EvidenceRow.setInstant(insert, 1, start);
      EvidenceRow.setInstant(insert, 2, end);
      insert.setString(3, EMPTY_HASH);
      insert.setString(4, requestedBy);
      insert.setString(5, trigger.value());
      insert.setString(6, requestedBy);
      insert.setObject(7, controlId);
      try (ResultSet row = insert.executeQuery()) {
        return row.next() ? row.getObject(1, UUID.class) : null;
      }
    }
  }

  private static EvidenceRecord existing(
      Connection connection, UUID controlId, Instant start, Instant end) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            EvidenceRow.SELECT
                + "WHERE record.control_id = ? AND record.period_start = ?"
                + " AND record.period_end = ?")) {
      select.setObject(1, controlId);
      EvidenceRow.setInstant(select, 2, start);
      EvidenceRow.setInstant(select, 3, end);
      return EvidenceRow.all(select).stream()
          .findFirst()
          .orElseThrow(
              () ->
                  new ConflictException(
                      "there is no control " + controlId + " that is still collected"));
    }
  }

  /**
   * Begins the next attempt and fences the former ones.
   *
   * @param collector the account that collects
   * @return empty where the record is collected already
   * @throws ConflictException where there is no such record
   */
  public Optional<EvidenceRecord> begin(UUID id, String collector, String collectorVer) {
    return database.transaction(
        connection -> {
          EvidenceRecord record = EvidenceRow.locked(connection, id);
          if (record.isCollected()) {
            return Optional.empty();
          }
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE evidence_records SET attempt = attempt + 1, status = 'pending',"
                      + " error = NULL, raw_payload = '{}', content_hash = ?, collected_by = ?,"
                      + " collector_ver = ? WHERE id = ?")) {
            update.setString(1, EMPTY_HASH);
            update.setString(2, collector);
            update.setString(3, collectorVer);
            update.setObject(4, id);
            update.executeUpdate();
          }
          Custody.insert(
              connection,
              id,
              collector,
              "started",
              Custody.detail(
                  "attempt", String.valueOf(record.attempt() + 1), "collector_ver", collectorVer));
          return EvidenceRow.find(connection, id);
        });
  }

  /**
   * Ends the attempt well: from here on the record never changes again.
   *
   * @param canonicalJson what was stored under the key
   * @param contentHash SHA-256 of it, hex
   * @param custodyDetailJson what the chain of custody is to say of where it came from and went
   * @throws FencedException where this attempt does not hold the record
   */
  public void collected(
      UUID id,
      int attempt,
      String canonicalJson,
      String contentHash,
      String objectKey,
      String versionId,
      String collectedBy,
      String custodyDetailJson) {
    database.transaction(
        connection -> {
          EvidenceRecord record = held(connection, id, attempt);
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE evidence_records SET status = 'collected', raw_payload = ?::jsonb,"
                      + " content_hash = ?, artifact_s3_key = ?, object_version_id = ?,"
                      + " collected_by = ? WHERE id = ?")) {
            update.setString(1, canonicalJson);
            update.setString(2, contentHash);
            update.setString(3, objectKey);
            update.setString(4, versionId);
            update.setString(5, collectedBy);
            update.setObject(6, id);
            update.executeUpdate();
          }
          Custody.insert(
              connection,
              id,
              collectedBy,
              "stored",
              Custody.detail("object_key", objectKey, "version_id", versionId));
          Custody.insert(
              connection,
              id,
              collectedBy,
              "collected",
              custodyDetailJson,
              Custody.detail(
                  "attempt",
                  String.valueOf(attempt),
                  "collector_ver",
                  record.collectorVer(),
                  "content_hash",
                  contentHash));
          return null;
        });
  }

  /**
   * Ends the attempt with a reason for a person; another may follow.
   *
   * @param partialJson the sections that came; null for none
   * @param partialHash SHA-256 of its canonical form
   * @throws FencedException where this attempt does not hold the record
   */
  public void failed(
      UUID id, int attempt, String error, String partialJson, String partialHash, String who) {
    String reason = readable(error);
    database.transaction(
        connection -> {
          held(connection, id, attempt);
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE evidence_records SET status = 'failed', error = ?,"
                      + " raw_payload = ?::jsonb, content_hash = ?, collected_by = ?"
                      + " WHERE id = ?")) {
            update.setString(1, reason);
            update.setString(2, partialJson == null ? EMPTY : partialJson);
            update.setString(3, partialJson == null ? EMPTY_HASH : partialHash);
            update.setString(4, who);
            update.setObject(5, id);
            update.executeUpdate();
          }
          Custody.insert(
              connection,
              id,
              who,
              "failed",
              Custody.detail("attempt", String.valueOf(attempt), "error", reason));
          return null;
        });
  }

  private static String readable(String error) {
    String text = error == null || error.isBlank() ? "no reason given" : error.replace('\0', ' ');
    return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + " ...";
  }

  private static EvidenceRecord held(Connection connection, UUID id, int attempt)
      throws SQLException {
    EvidenceRecord record = EvidenceRow.locked(connection, id);
    if (record.attempt() != attempt || !EvidenceStatus.PENDING.value().equals(record.status())) {
      throw new FencedException(
          "attempt %d does not hold evidence %s: it is %s in attempt %d"
              .formatted(attempt, id, record.status(), record.attempt()));
    }
    return record;
  }

  /** With its payload. */
  public Optional<EvidenceRecord> find(UUID id) {
    return database.connection(connection -> EvidenceRow.find(connection, id));
  }

  /** Where the schedule of a control has got to; null where it has not begun. */
  public Instant lastPeriodEnd(UUID controlId) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT max(period_end) AS period_end FROM evidence_records"
                      + " WHERE control_id = ? AND trigger = 'schedule'")) {
            select.setObject(1, controlId);
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return EvidenceRow.instant(row, "period_end");
            }
          }
        });
  }

  /** PostgreSQL keeps microseconds, and would round what is finer. */
  private static Instant stored(String name, Instant time) {
    Conditions.checkTime(name, time);
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  public Page<EvidenceRecord> page(EvidenceFilter filter, int limit, String cursor) {
    return new EvidenceSearch(database).page(filter, limit, cursor);
  }

  /**
   * What a framework has of a period, with payloads and whatever their status: by control id,
   * period and id.
   */
  public List<EvidenceRecord> within(String framework, Instant from, Instant to) {
    return new EvidenceSearch(database).within(framework, from, to);
  }
}
