package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Who wants to be called, from the first request to the last. */
public final class Webhooks {

  private static final String COLUMNS = "id, owner, url, types, created_at";

  private final Database database;

  public Webhooks(Database database) {
    this.database = database;
  }

  /**
   * @param most webhooks that an owner may have
   * @throws ConflictException where the owner has as many
   */
  public Webhook create(String owner, String url, List<String> types, String secret, int most) {
    return database.transaction(
        connection -> {
          lock(connection, owner);
          if (select(connection, owner).size() >= most) {
            throw new ConflictException(owner + " has " + most + " webhooks: remove one first");
          }
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO webhooks (owner, url, types, secret) VALUES (?, ?, ?, ?) RETURNING "
                      + COLUMNS)) {
            insert.setString(1, owner);
            insert.setString(2, url);
            insert.setArray(3, connection.createArrayOf("text", types.toArray()));
            insert.setString(4, secret);
            try (ResultSet row = insert.executeQuery()) {
              row.next();
              return read(row);
            }
          }
        });
  }

  /** So that two requests at once count each other. */
  private static void lock(Connection connection, String owner) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement(
            "SELECT pg_advisory_xact_lock(hashtextextended('webhooks of ' || ?, 0))")) {
      lock.setString(1, owner);
      lock.execute();
    }
  }

  /**
   * The oldest first.
   *
   * @param owner null: everybody's
   */
  public List<Webhook> list(String owner) {
    return database.connection(connection -> select(connection, owner));
  }

  private static List<Webhook> select(Connection connection, String owner) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM webhooks WHERE removed_at IS NULL AND owner = coalesce(?, owner)"
                + " ORDER BY created_at, id")) {
      select.setString(1, owner);
      List<Webhook> webhooks = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          webhooks.add(read(rows));
        }
      }
      return List.copyOf(webhooks);
    }
  }

  /**
   * Nothing that is still to be delivered to it is.
   *
   * @param owner null: whoever's
   * @return whether there was one
   */
  public boolean remove(UUID id, String owner) {
    return database.transaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE webhooks SET removed_at = clock_timestamp()"
                      + " WHERE id = ? AND removed_at IS NULL AND owner = coalesce(?, owner)")) {
            update.setObject(1, id);
            update.setString(2, owner);
            if (update.executeUpdate() == 0) {
              return false;
            }
          }
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE webhook_deliveries SET status = 'FAILED',"
                      + " last_error = 'the webhook was removed'"
                      + " WHERE webhook_id = ? AND status = 'PENDING'")) {
            update.setObject(1, id);
            update.executeUpdate();
          }
          return true;
        });
  }

  private static Webhook read(ResultSet row) throws SQLException {
    return new Webhook(
        row.getObject("id", UUID.class),
        row.getString("owner"),
        row.getString("url"),
        List.of((String[]) row.getArray("types").getArray()),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
