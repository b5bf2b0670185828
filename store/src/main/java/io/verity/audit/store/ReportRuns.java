package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The life of report runs. Who claims a run gets its next attempt, and from then on every earlier
 * attempt is fenced: it can neither report progress nor pin, complete or fail. The database refuses
 * the same by itself, so a mistake here cannot break it.
 */
public final class ReportRuns {

  private static final String CANCEL_PENDING =
      "UPDATE report_runs SET cancel_requested_by = who.name, status = 'FAILED',"
          + " error = 'cancelled by ' || who.name, finished_at = clock_timestamp()"
          + " FROM (SELECT ?::text AS name) AS who WHERE id = ? RETURNING "
          + ReportRunRow.COLUMNS;

  private static final String CANCEL_PROCESSING =
      "UPDATE report_runs SET cancel_requested_by = coalesce(cancel_requested_by, ?) WHERE id = ?"
          + " RETURNING "
          + ReportRunRow.COLUMNS;

  private final Database database;

  public ReportRuns(Database database) {
    this.database = database;
  }

  /**
   * The run that is asked for, PENDING; or the one that exists under this id or key, as it is.
   *
   * @throws ConflictException where that one is defined otherwise
   */
  public ReportRun create(NewReportRun wanted) {
    return database.transaction(
        connection -> {
          Optional<ReportRun> created = insert(connection, wanted);
          return created.isPresent() ? created.get() : existing(connection, wanted);
        });
  }

  /**
   * The run that is asked for, in the queue; or the one that the same requester made with the same
   * key, whatever has become of it.
   *
   * @throws IdempotencyException where that one was another request
   * @throws ConflictException where the id is taken by another report
   */
  public Created createQueued(NewReportRun wanted) {
    Objects.requireNonNull(wanted.queueing(), "queueing");
    return database.transaction(
        connection -> {
          Optional<ReportRun> created = insert(connection, wanted);
          if (created.isPresent()) {
            return new Created(created.get(), true);
          }
          Optional<ReportRun> ofKey = selectByKey(connection, wanted);
          if (ofKey.isPresent() && !ofKey.get().isSameRequest(wanted)) {
            throw new IdempotencyException(
                "the idempotency key \"%s\" belongs to another request, which made run %s: send this one under a key of its own"
                    .formatted(wanted.idempotencyKey(), ofKey.get().id()));
          }
          return new Created(existing(connection, wanted), false);
        });
  }

  private static Optional<ReportRun> insert(Connection connection, NewReportRun wanted)
      throws SQLException {
    Queueing queueing = wanted.queueing();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO report_runs (id, report_type, period_start, period_end, subject_id,"
                + " formats, allow_partial, requested_by, idempotency_key, max_attempts,"
                + " request_sha256, replay_of)"
                + " VALUES (coalesce(?, gen_random_uuid()), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING RETURNING "
                + ReportRunRow.COLUMNS)) {
      insert.setObject(1, wanted.id());
      insert.setString(2, wanted.reportType());
      setInstant(insert, 3, wanted.periodStart());
      setInstant(insert, 4, wanted.periodEnd());
      insert.setObject(5, wanted.subjectId());
      insert.setArray(6, connection.createArrayOf("text", wanted.formats().toArray()));
      insert.setBoolean(7, wanted.allowPartial());
      insert.setString(8, wanted.requestedBy());
      insert.setString(9, wanted.idempotencyKey());
      insert.setObject(10, queueing == null ? null : queueing.maxAttempts(), Types.INTEGER);
      insert.setString(11, queueing == null ? null : queueing.requestSha256());
      insert.setObject(12, queueing == null ? null : queueing.replayOf(), Types.OTHER);
      return first(insert);
    }
  }

  /** A key decides before an id: whoever sends one wants the run that it made. */
  private static ReportRun existing(Connection connection, NewReportRun wanted)
      throws SQLException {
    Optional<ReportRun> ofKey =
        wanted.idempotencyKey() == null ? Optional.empty() : selectByKey(connection, wanted);
    ReportRun run =
        ofKey.isPresent() ? ofKey.get() : select(connection, wanted.id(), "").orElseThrow();
    if (wanted.id() != null && !run.id().equals(wanted.id())) {
      throw new ConflictException(
          "the idempotency key \"%s\" belongs to run %s, not to %s"
              .formatted(wanted.idempotencyKey(), run.id(), wanted.id()));
    }
    if (!run.isDefinedAs(wanted)) {
      throw new ConflictException(
          "run %s exists already and is another report: %s. Choose another id, or ask for the same"
              .formatted(run.id(), run.definition()));
    }
    return run;
  }

  public Optional<ReportRun> find(UUID id) {
    return database.connection(connection -> select(connection, id, ""));
  }

  /**
   * Begins the next attempt and fences the former ones.
   *
   * @return its number
   * @throws ConflictException where the run is COMPLETED, or there is none
   */
  public int claim(UUID id) {
    return database.transaction(
        connection -> {
          ReportRun run = locked(connection, id);
          if (run.status() == RunStatus.COMPLETED) {
            throw new ConflictException("run " + id + " is COMPLETED: its report is there already");
          }
          if (run.queued()) {
            throw new ConflictException(
                "run " + id + " belongs to the control plane: it is begun by its queue alone");
          }
          int attempt = run.attempt() + 1;
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE report_runs SET status = 'PROCESSING', attempt = ?, error = NULL,"
                      + " progress = NULL, started_at = clock_timestamp(), finished_at = NULL"
                      + " WHERE id = ?")) {
            update.setInt(1, attempt);
            update.setObject(2, id);
            update.executeUpdate();
          }
          return attempt;
        });
  }

  /**
   * Pins what the run reads. Where something is pinned already, that stays, and is returned.
   *
   * @throws FencedException where this attempt does not hold the run
   */
  public ReportRun pinSnapshot(UUID id, int attempt, PinnedSnapshot snapshot) {
    return database.transaction(
        connection -> {
          ReportRun run = held(connection, id, attempt);
          if (run.snapshot() != null) {
            return run;
          }
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE report_runs SET snapshot = ?::jsonb, snapshot_root = ?, pack_sha256 = ?,"
                      + " template_sha256 = ?, reference_revision = ?, evidence_snapshot = ?::jsonb"
                      + " WHERE id = ? RETURNING "
                      + ReportRunRow.COLUMNS)) {
            update.setString(1, snapshot.json());
            update.setString(2, snapshot.root());
            update.setString(3, snapshot.packSha256());
            update.setString(4, snapshot.templateSha256());
            update.setLong(5, snapshot.referenceRevision());
            update.setString(6, snapshot.evidenceJson());
            update.setObject(7, id);
            return first(update).orElseThrow();
          }
        });
  }

  /**
   * @param json what a reader of the run may want to know by now; a PENDING run's attempt is 0
   * @throws FencedException where this attempt does not hold the run: it may stop working
   */
  public void progress(UUID id, int attempt, String json) {
    int updated =
        database.connection(
            connection -> {
              try (PreparedStatement update =
                  connection.prepareStatement(
                      "UPDATE report_runs SET progress = ?::jsonb WHERE id = ? AND attempt = ?"
                          + " AND status IN ('PENDING', 'PROCESSING')")) {
                update.setString(1, json);
                update.setObject(2, id);
                update.setInt(3, attempt);
                return update.executeUpdate();
              }
            });
    if (updated == 0) {
      throw fenced(id, attempt, find(id));
    }
  }

  /**
   * Completes the run in one transaction. {@code publishInside} comes last before the commit, while
   * the row is locked: no newer attempt can claim the run meanwhile, and whatever it throws leaves
   * the run as it was. Where the commit itself fails, files are in place that no run claims; the
   * next attempt publishes the same ones over them.
   *
   * @param access what the access log says of it: no run is COMPLETED without; null for nothing
   * @throws FencedException where this attempt does not hold the run; nothing is published then
   */
  public void complete(
      UUID id, int attempt, List<Artifact> artifacts, AccessEntry access, Runnable publishInside) {
    database.transaction(
        connection -> {
          ReportRun run = held(connection, id, attempt);
          if (run.snapshot() == null) {
            throw new ConflictException("run " + id + " has no pinned snapshot: pin it first");
          }
          insertArtifacts(connection, id, attempt, artifacts);
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE report_runs SET status = 'COMPLETED', output_sha256 = ?,"
                      + " output_s3_key = ?, object_version_id = ?,"
                      + " finished_at = clock_timestamp() WHERE id = ?")) {
            Optional<Artifact> main = Artifact.main(artifacts);
            update.setString(1, Artifact.digest(artifacts));
            update.setString(2, main.map(Artifact::objectKey).orElse(null));
            update.setString(3, main.map(Artifact::objectVersionId).orElse(null));
            update.setObject(4, id);
            update.executeUpdate();
          }
          if (access != null) {
            AccessLog.insert(connection, access);
          }
          publishInside.run();
          return null;
        });
  }

  private static void insertArtifacts(
      Connection connection, UUID id, int attempt, List<Artifact> artifacts) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO report_artifacts (run_id, format, path, sha256, bytes, attempt, object_key,"
                + " object_version_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Artifact artifact : artifacts) {
        insert.setObject(1, id);
        insert.setString(2, artifact.format());
        insert.setString(3, artifact.path());
        insert.setString(4, artifact.sha256());
        insert.setLong(5, artifact.bytes());
        insert.setInt(6, attempt);
        insert.setString(7, artifact.objectKey());
        insert.setString(8, artifact.objectVersionId());
        insert.executeUpdate();
      }
    }
  }

  /** Ends the run with a reason for a person; of a fenced attempt nobody wants to know. */
  public void fail(UUID id, int attempt, String reason) {
    fail(id, attempt, reason, false);
  }

  /**
   * Ends the attempt with a reason for a person; of a fenced attempt nobody wants to know.
   *
   * @param mayPass whether another attempt may succeed: a queued run that has not failed too often
   *     yet waits for one, the longer the more often it failed
   * @return what the run is now; empty where this attempt does not hold it
   */
  public Optional<RunStatus> fail(UUID id, int attempt, String reason, boolean mayPass) {
    return database.connection(
        connection -> RunEnding.fail(connection, id, attempt, null, reason, mayPass));
  }

  /**
   * Puts a queued run back into the queue, to be begun again after the delay. No failure: a run may
   * be put off for as long as its reason lasts. One that no queue looks after fails.
   *
   * @return what the run is now; empty where this attempt does not hold it
   */
  public Optional<RunStatus> postpone(UUID id, int attempt, String reason, Duration delay) {
    return database.connection(
        connection -> RunEnding.postpone(connection, id, attempt, null, reason, delay));
  }

  /**
   * Calls a queued run off: at once where it waits; otherwise by whoever works on it, which may
   * complete it before.
   *
   * @param who for a person who wants to know why there is no report
   * @throws ConflictException where it is over, or there is no such run in the queue
   */
  public ReportRun requestCancel(UUID id, String who) {
    return database.transaction(
        connection -> {
          ReportRun run = locked(connection, id);
          if (!run.queued()) {
            throw new ConflictException(
                "run " + id + " was not made by the control plane, which can't cancel it");
          }
          if (run.status() == RunStatus.COMPLETED || run.status() == RunStatus.FAILED) {
            throw new ConflictException(
                "run " + id + " is " + run.status() + ": there is nothing to cancel");
          }
          try (PreparedStatement update =
              connection.prepareStatement(
                  run.status() == RunStatus.PENDING ? CANCEL_PENDING : CANCEL_PROCESSING)) {
            update.setString(1, who);
            update.setObject(2, id);
            return first(update).orElseThrow();
          }
        });
  }

  /** The verifications of a run, the newest first. */
  public List<ReportRun> replays(UUID runId) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + ReportRunRow.BRIEF
                      + " FROM report_runs WHERE replay_of = ? ORDER BY requested_at DESC, id")) {
            select.setObject(1, runId);
            List<ReportRun> runs = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                runs.add(ReportRunRow.read(rows));
              }
            }
            return List.copyOf(runs);
          }
        });
  }

  /** By format; empty until the run is COMPLETED. */
  public List<Artifact> artifacts(UUID id) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT format, path, sha256, bytes, object_key, object_version_id"
                      + " FROM report_artifacts WHERE run_id = ? ORDER BY format COLLATE \"C\"")) {
            select.setObject(1, id);
            List<Artifact> artifacts = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                artifacts.add(
                    new Artifact(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getLong(4),
                        rows.getString(5),
                        rows.getString(6)));
              }
            }
            return List.copyOf(artifacts);
          }
        });
  }

  /** The row, locked, where this attempt is the one that works on it. */
  private static ReportRun held(Connection connection, UUID id, int attempt) throws SQLException {
    ReportRun run = locked(connection, id);
    if (run.attempt() != attempt || run.status() != RunStatus.PROCESSING) {
      throw fenced(id, attempt, Optional.of(run));
    }
    return run;
  }

  private static ReportRun locked(Connection connection, UUID id) throws SQLException {
    return select(connection, id, " FOR UPDATE")
        .orElseThrow(() -> new ConflictException("there is no run " + id));
  }

  private static FencedException fenced(UUID id, int attempt, Optional<ReportRun> run) {
    return new FencedException(
        "attempt "
            + attempt
            + " does not hold run "
            + id
            + ": "
            + run.map(now -> "it is " + now.status() + " in attempt " + now.attempt())
                .orElse("there is none"));
  }

  private static Optional<ReportRun> select(Connection connection, UUID id, String lock)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + ReportRunRow.COLUMNS + " FROM report_runs WHERE id = ?" + lock)) {
      select.setObject(1, id);
      return first(select);
    }
  }

  private static Optional<ReportRun> selectByKey(Connection connection, NewReportRun wanted)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + ReportRunRow.COLUMNS
                + " FROM report_runs WHERE requested_by = ? AND idempotency_key = ?")) {
      select.setString(1, wanted.requestedBy());
      select.setString(2, wanted.idempotencyKey());
      return first(select);
    }
  }

  private static Optional<ReportRun> first(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(ReportRunRow.read(rows)) : Optional.empty();
    }
  }

  private static void setInstant(PreparedStatement statement, int index, Instant time)
      throws SQLException {
    statement.setObject(index, time.atOffset(ZoneOffset.UTC));
  }
}
