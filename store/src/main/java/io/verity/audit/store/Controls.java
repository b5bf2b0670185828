package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The controls that evidence is collected for, as the frameworks' packs define them. */
public final class Controls {

  private static final String UPSERT =
      """
      INSERT INTO controls AS known (id, framework, control_id, name, description, collection_fn,
        schedule, definition, definition_sha256)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
      ON CONFLICT (id) DO UPDATE SET (name, description, collection_fn, schedule, definition,
        definition_sha256, loaded_at, retired_at) = (excluded.name, excluded.description,
        excluded.collection_fn, excluded.schedule, excluded.definition,
        excluded.definition_sha256, clock_timestamp(), NULL)
      WHERE known.retired_at IS NOT NULL OR (known.name, known.description, known.collection_fn,
        known.schedule, known.definition_sha256) IS DISTINCT FROM (excluded.name,
        excluded.description, excluded.collection_fn, excluded.schedule,
        excluded.definition_sha256)""";

  private static final String RETIRE =
      "UPDATE controls SET retired_at = clock_timestamp() WHERE retired_at IS NULL"
          + " AND framework = ANY (?) AND id <> ALL (?)";

  private static final String SELECT =
      """
      SELECT control.id AS own_id, control.framework AS own_framework,
        control.control_id AS own_control_id, control.name, control.description,
        control.collection_fn, control.schedule, control.definition, control.definition_sha256,
        control.retired_at, control.control_id AS control_name, control.framework,
        record.id, record.control_id, record.collected_at, record.period_start, record.period_end,
        record.collector_ver, record.artifact_s3_key, record.status, record.content_hash,
        record.collected_by, record.object_version_id, record.trigger, record.requested_by,
        record.requested_at, record.attempt, record.error, NULL AS raw_payload
      FROM controls AS control LEFT JOIN LATERAL (
        SELECT * FROM evidence_records AS newest WHERE newest.control_id = control.id
        ORDER BY newest.collected_at DESC, newest.id DESC LIMIT 1) AS record ON true
      WHERE\s""";

  private static final String ORDER =
      " ORDER BY control.framework COLLATE \"C\", control.control_id COLLATE \"C\"";

  private final Database database;

  public Controls(Database database) {
    this.database = database;
  }

  /**
   * Makes these the controls of their frameworks, all or none: what is new is added, what differs
   * is replaced, what a framework has no more is retired. The same again changes nothing.
   *
   * @return how many were added, replaced or retired
   */
  public int load(List<NewControl> all) {
    return database.transaction(
        connection -> {
          try (Statement lock = connection.createStatement()) {
            lock.execute("SELECT pg_advisory_xact_lock(hashtextextended('verity controls', 0))");
          }
          int changed = 0;
          for (NewControl control : all) {
            changed += upsert(connection, control);
          }
          return changed + retire(connection, all);
        });
  }

  private static int upsert(Connection connection, NewControl control) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      upsert.setObject(1, control.id());
      upsert.setString(2, control.framework());
      upsert.setString(3, control.controlId());
      upsert.setString(4, control.name());
      upsert.setString(5, control.description());
      upsert.setString(6, control.collectionFn());
      upsert.setString(7, control.schedule());
      upsert.setString(8, control.definitionJson());
      upsert.setString(9, control.definitionSha256());
      return upsert.executeUpdate();
    }
  }

  private static int retire(Connection connection, List<NewControl> all) throws SQLException {
    try (PreparedStatement retire = connection.prepareStatement(RETIRE)) {
      Object[] frameworks = all.stream().map(NewControl::framework).distinct().toArray();
      retire.setArray(1, connection.createArrayOf("text", frameworks));
      Object[] ids = all.stream().map(NewControl::id).toArray();
      retire.setArray(2, connection.createArrayOf("uuid", ids));
      return retire.executeUpdate();
    }
  }

  /**
   * By framework and control id, without those that are retired.
   *
   * @param framework null: of any
   * @param limit 1 to 1000
   * @param cursor of the page before, under the same framework; null for the first
   * @throws IllegalArgumentException where the cursor is forged, or the limit none
   */
  public Page<Control> page(String framework, int limit, String cursor) {
    Conditions.checkText("framework", framework);
    Conditions.checkLimit(limit);
    Conditions conditions =
        new Conditions()
            .addAll("control.retired_at IS NULL")
            .add("control.framework = ?", framework);
    Object search = "controls of " + framework;
    if (cursor != null) {
      long[] position = Cursor.read(search, cursor, 2);
      conditions.addAll(
          "(control.framework COLLATE \"C\", control.control_id COLLATE \"C\") >"
              + " (SELECT framework, control_id FROM controls WHERE id = ?)",
          new UUID(position[0], position[1]));
    }
    List<Control> controls = select(conditions, limit + 1);
    if (controls.size() <= limit) {
      return new Page<>(controls, null);
    }
    UUID last = controls.get(limit - 1).id();
    return new Page<>(
        controls.subList(0, limit),
        Cursor.of(search, last.getMostSignificantBits(), last.getLeastSignificantBits()));
  }

  /** Also one that is retired. */
  public Optional<Control> find(UUID id) {
    return select(new Conditions().add("control.id = ?", id), 1).stream().findFirst();
  }

  /** By framework and control id, without those that are retired. */
  public List<Control> all() {
    return List.copyOf(
        select(new Conditions().addAll("control.retired_at IS NULL"), Integer.MAX_VALUE));
  }

  private List<Control> select(Conditions conditions, int limit) {
    return database.connection(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(SELECT + conditions.sql() + ORDER + " LIMIT ?")) {
            select.setInt(conditions.set(select), limit);
            List<Control> controls = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                controls.add(read(rows));
              }
            }
            return controls;
          }
        });
  }

  private static Control read(ResultSet row) throws SQLException {
    return new Control(
        row.getObject("own_id", UUID.class),
        row.getString("own_framework"),
        row.getString("own_control_id"),
        row.getString("name"),
        row.getString("description"),
        row.getString("collection_fn"),
        row.getString("schedule"),
        row.getString("definition"),
        row.getString("definition_sha256"),
        EvidenceRow.instant(row, "retired_at"),
        row.getObject("id") == null ? null : EvidenceRow.read(row));
  }
}
