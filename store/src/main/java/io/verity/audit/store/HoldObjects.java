package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Which versions of objects holds are set on. A version is noted before anything is done to it, so
 * that what was begun is known of after a crash; and one replica at a time deals with a version, so
 * that setting and lifting can't cross.
 */
public final class HoldObjects {

  private static final String COLUMNS =
      "object.hold_id, object.object_key, object.version_id, object.record_id, object.held_at,"
          + " object.released_at";

  private final Database database;

  /** Where the objects are. */
  @FunctionalInterface
  public interface Keeper {

    /**
     * Sets or lifts the hold on a version, and returns when it was seen to be so.
     *
     * @throws RuntimeException where it is not: nothing is recorded then
     */
    void set(String objectKey, String versionId, boolean held);
  }

  /**
   * How far a hold has got.
   *
   * @param covered versions that it is to be set on, or was
   */
  public record Counts(long covered, long held, long released) {}

  public HoldObjects(Database database) {
    this.database = database;
  }

  /**
   * Notes the versions that are covered by holds that stand, also those that came later.
   *
   * @return how many are new
   */
  public int note() {
    return database.connection(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO legal_hold_objects (hold_id, object_key, version_id, record_id,"
                      + " run_id) SELECT hold_id, object_key, version_id, record_id, run_id"
                      + " FROM legal_hold_coverage AS covered WHERE NOT EXISTS (SELECT"
                      + " FROM legal_hold_objects AS noted WHERE noted.hold_id = covered.hold_id"
                      + " AND noted.object_key = covered.object_key"
                      + " AND noted.version_id = covered.version_id) ON CONFLICT DO NOTHING")) {
            return insert.executeUpdate();
          }
        });
  }

  /** Those that a hold is still to be set on, or to be lifted from, after the given one. */
  public List<HoldObject> waiting(HoldObject after, int limit) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + COLUMNS
                      + " FROM legal_hold_objects AS object JOIN legal_holds AS hold"
                      + " ON hold.id = object.hold_id WHERE object.released_at IS NULL"
                      + " AND (object.held_at IS NULL OR hold.status = 'released')"
                      + " AND (object.hold_id, object.object_key, object.version_id) > (?, ?, ?)"
                      + " ORDER BY object.hold_id, object.object_key, object.version_id LIMIT ?")) {
            select.setObject(1, after == null ? new UUID(0, 0) : after.holdId());
            select.setString(2, after == null ? "" : after.objectKey());
            select.setString(3, after == null ? "" : after.versionId());
            select.setInt(4, limit);
            return all(select);
          }
        });
  }

  /**
   * Sets the hold on a version that waits, or lifts it where no other hold covers the version.
   *
   * @param who for the access log and the chain of custody
   * @return false where another replica deals with that version, or has
   */
  public boolean settle(HoldObject object, String who, Keeper keeper) {
    return database.transaction(
        connection -> {
          if (!lock(connection, object)) {
            return false;
          }
          return HoldSettling.settle(connection, object, who, keeper);
        });
  }

  private static boolean lock(Connection connection, HoldObject object) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement(
            "SELECT pg_try_advisory_xact_lock(hashtextextended('verity hold ' || ?, 0))")) {
      lock.setString(1, object.objectKey() + " " + object.versionId());
      try (ResultSet row = lock.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** By key and version. */
  public List<HoldObject> of(UUID holdId, int limit) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + COLUMNS
                      + " FROM legal_hold_objects AS object WHERE object.hold_id = ?"
                      + " ORDER BY object.object_key, object.version_id LIMIT ?")) {
            select.setObject(1, holdId);
            select.setInt(2, limit);
            return all(select);
          }
        });
  }

  public Counts count(UUID holdId) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT count(*), count(*) FILTER (WHERE held_at IS NOT NULL"
                      + " AND released_at IS NULL), count(released_at)"
                      + " FROM legal_hold_objects WHERE hold_id = ?")) {
            select.setObject(1, holdId);
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return new Counts(row.getLong(1), row.getLong(2), row.getLong(3));
            }
          }
        });
  }

  static List<HoldObject> all(PreparedStatement select) throws SQLException {
    List<HoldObject> objects = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        objects.add(
            new HoldObject(
                row.getObject("hold_id", UUID.class),
                row.getString("object_key"),
                row.getString("version_id"),
                row.getObject("record_id", UUID.class),
                EvidenceRow.instant(row, "held_at"),
                EvidenceRow.instant(row, "released_at")));
      }
    }
    return objects;
  }
}
