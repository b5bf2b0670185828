package io.verity.audit.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * The calls that are due. A claim is a short transaction that ends before the call begins: it puts
 * the next attempt off by the lease. Whoever dies between the call and its result leaves it to be
 * made again after that, by whichever replica, under the same id: at least once.
 */
public final class WebhookDeliveries {

  private final Database database;

  public WebhookDeliveries(Database database) {
    this.database = database;
  }

  /**
   * @param lease longer than a call can take
   * @param busy webhooks whose turn it is not, so that one that hangs keeps nobody else waiting
   */
  public Optional<Delivery> claim(Duration lease, Collection<UUID> busy) {
    return database.connection(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  UPDATE webhook_deliveries AS d
                  SET attempts = attempts + 1,
                    next_attempt = clock_timestamp() + make_interval(secs => ?)
                  FROM webhooks AS w, report_events AS e
                  WHERE w.id = d.webhook_id AND e.seq = d.event_seq AND d.id = (
                    SELECT id FROM webhook_deliveries
                    WHERE status = 'PENDING' AND next_attempt <= clock_timestamp()
                      AND webhook_id <> ALL (?)
                    ORDER BY next_attempt LIMIT 1 FOR UPDATE SKIP LOCKED)
                  RETURNING d.id, d.attempts, w.id AS webhook_id, w.url, w.secret, e.run_id, e.type,
                    e.at""")) {
            update.setDouble(1, lease.toMillis() / 1000.0);
            update.setArray(2, connection.createArrayOf("uuid", busy.toArray()));
            try (ResultSet row = update.executeQuery()) {
              return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
          }
        });
  }

  private static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        row.getObject("id", UUID.class),
        row.getInt("attempts"),
        row.getObject("webhook_id", UUID.class),
        row.getString("url"),
        row.getString("secret"),
        row.getObject("run_id", UUID.class),
        row.getString("type"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  public void delivered(Delivery delivery) {
    end(
        delivery,
        "status = 'DELIVERED', delivered_at = clock_timestamp(),"
            + " next_attempt = next_attempt + make_interval(secs => ?), last_error = ?",
        Duration.ZERO,
        null);
  }

  /** It is made again after the pause. */
  public void failed(Delivery delivery, String error, Duration pause) {
    end(
        delivery,
        "next_attempt = clock_timestamp() + make_interval(secs => ?), last_error = ?",
        pause,
        error);
  }

  /** It is not made again. */
  public void givenUp(Delivery delivery, String error) {
    end(
        delivery,
        "status = 'FAILED', next_attempt = next_attempt + make_interval(secs => ?),"
            + " last_error = ?",
        Duration.ZERO,
        error);
  }

  /** What comes after another attempt began says nothing any more. */
  private void end(Delivery delivery, String change, Duration pause, String error) {
    database.connection(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE webhook_deliveries SET "
                      + change
                      + " WHERE id = ? AND attempts = ? AND status = 'PENDING'")) {
            update.setDouble(1, pause.toMillis() / 1000.0);
            update.setString(2, error);
            update.setObject(3, delivery.id());
            update.setInt(4, delivery.attempt());
            return update.executeUpdate();
          }
        });
  }
}
