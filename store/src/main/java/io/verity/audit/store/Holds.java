package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The life of legal holds. One officer asks for a hold and another approves; its release is asked
 * for by one and approved by two more. The database counts them by itself; what is refused here is
 * refused in words.
 */
public final class Holds {

  private static final String COLUMNS =
      "id, name, reason, scope, status, requested_by, requested_at, active_at,"
          + " release_requested_by, release_requested_at, release_reason, released_at";

  private static final int CURSOR_LENGTH = 3;

  private final Database database;

  public Holds(Database database) {
    this.database = database;
  }

  /** It does not stand until somebody else approves. */
  public Hold request(NewHold wanted) {
    return database.connection(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO legal_holds (name, reason, scope, requested_by)"
                      + " VALUES (?, ?, ?::jsonb, ?) RETURNING "
                      + COLUMNS)) {
            insert.setString(1, wanted.name());
            insert.setString(2, wanted.reason());
            insert.setString(3, wanted.scopeJson());
            insert.setString(4, wanted.requestedBy());
            return read(insert).get(0);
          }
        });
  }

  /**
   * Agrees to the hold, or to its release, whichever waits for it.
   *
   * @throws ConflictException where nothing does, or this is not the person to agree
   */
  public Hold approve(UUID id, String who) {
    return database.transaction(
        connection -> {
          Hold hold = locked(connection, id);
          String action = HoldRules.approvable(hold, who, approvals(connection, id));
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO legal_hold_approvals (hold_id, action, approver)"
                      + " VALUES (?, ?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, action);
            insert.setString(3, who);
            insert.executeUpdate();
          }
          return select(connection, id, "").orElseThrow();
        });
  }

  /**
   * Asks for the release of a hold, which stands until two others approve.
   *
   * @throws ConflictException where it does not stand, or its release is asked for already
   */
  public Hold requestRelease(UUID id, String who, String reason) {
    Conditions.checkText("reason", reason);
    return database.transaction(
        connection -> {
          HoldRules.checkReleasable(locked(connection, id));
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE legal_holds SET status = 'release_requested', release_requested_by = ?,"
                      + " release_reason = ? WHERE id = ? RETURNING "
                      + COLUMNS)) {
            update.setString(1, who);
            update.setString(2, reason);
            update.setObject(3, id);
            return read(update).get(0);
          }
        });
  }

  public Optional<Hold> find(UUID id) {
    return database.connection(connection -> select(connection, id, ""));
  }

  /**
   * The newest first.
   *
   * @param status null: any
   * @param limit 1 to 1000
   * @param cursor of the page before, under the same status; null for the first
   * @throws IllegalArgumentException where the cursor is forged, or the limit none
   */
  public Page<Hold> page(String status, int limit, String cursor) {
    Conditions.checkText("status", status);
    Conditions.checkLimit(limit);
    Conditions conditions = new Conditions().add("status = ?", status);
    Object search = "holds that are " + status;
    if (cursor != null) {
      long[] position = Cursor.read(search, cursor, CURSOR_LENGTH);
      conditions.addAll(
          "(requested_at, id) < (?, ?)",
          Conditions.micros(position[0]),
          new UUID(position[1], position[2]));
    }
    List<Hold> holds = select(conditions, limit + 1);
    if (holds.size() <= limit) {
      return new Page<>(holds, null);
    }
    Hold last = holds.get(limit - 1);
    return new Page<>(
        holds.subList(0, limit),
        Cursor.of(
            search,
            ChronoUnit.MICROS.between(Instant.EPOCH, last.requestedAt()),
            last.id().getMostSignificantBits(),
            last.id().getLeastSignificantBits()));
  }

  /** Those in force, the newest first: also one whose release is only asked for. */
  public List<Hold> standing() {
    return List.copyOf(
        select(
            new Conditions().addAll("status IN ('active', 'release_requested')"),
            Integer.MAX_VALUE));
  }

  /** In the order in which they were given. */
  public List<HoldApproval> approvals(UUID id) {
    return database.connection(connection -> approvals(connection, id));
  }

  private static List<HoldApproval> approvals(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT action, approver, at FROM legal_hold_approvals WHERE hold_id = ?"
                + " ORDER BY at, approver")) {
      select.setObject(1, id);
      List<HoldApproval> approvals = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          approvals.add(
              new HoldApproval(
                  row.getString("action"),
                  row.getString("approver"),
                  EvidenceRow.instant(row, "at")));
        }
      }
      return List.copyOf(approvals);
    }
  }

  private List<Hold> select(Conditions conditions, int limit) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + COLUMNS
                      + " FROM legal_holds WHERE "
                      + conditions.sql()
                      + " ORDER BY requested_at DESC, id DESC LIMIT ?")) {
            select.setInt(conditions.set(select), limit);
            return read(select);
          }
        });
  }

  private static Hold locked(Connection connection, UUID id) throws SQLException {
    return select(connection, id, " FOR UPDATE")
        .orElseThrow(() -> new ConflictException("there is no hold " + id));
  }

  private static Optional<Hold> select(Connection connection, UUID id, String lock)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM legal_holds WHERE id = ?" + lock)) {
      select.setObject(1, id);
      return read(select).stream().findFirst();
    }
  }

  private static List<Hold> read(PreparedStatement statement) throws SQLException {
    List<Hold> holds = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        holds.add(
            new Hold(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("reason"),
                row.getString("scope"),
                row.getString("status"),
                row.getString("requested_by"),
                EvidenceRow.instant(row, "requested_at"),
                EvidenceRow.instant(row, "active_at"),
                row.getString("release_requested_by"),
                EvidenceRow.instant(row, "release_requested_at"),
                row.getString("release_reason"),
                EvidenceRow.instant(row, "released_at")));
      }
    }
    return holds;
  }
}
