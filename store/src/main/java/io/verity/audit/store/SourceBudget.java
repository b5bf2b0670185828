package io.verity.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * How often, and by how many at a time, all replicas together ask a source. Times are the
 * database's, so that replicas whose clocks differ agree.
 */
public final class SourceBudget {

  private static final long MICROS = 1_000_000;

  /**
   * A moment further away than ever so many would have to wait for was taken when the clock stood
   * wrong: nobody waits for it.
   */
  private static final String RESERVE =
      """
      INSERT INTO source_rates AS rate (source, next_at)
      SELECT ?, clock_timestamp() + pace FROM (SELECT ? * interval '1 microsecond') AS _ (pace)
      ON CONFLICT (source) DO UPDATE SET next_at = CASE
          WHEN rate.next_at BETWEEN clock_timestamp()
            AND clock_timestamp() + ? * interval '1 microsecond' THEN rate.next_at
          ELSE clock_timestamp() END + ? * interval '1 microsecond'
      RETURNING (extract(epoch FROM next_at - ? * interval '1 microsecond' - clock_timestamp())
        * 1000000)::bigint""";

  private static final long MANY = 1_000;

  /** A slot held for longer than anybody may is one of a clock that stood wrong. */
  private static final String ACQUIRE =
      """
      UPDATE source_slots SET owner = gen_random_uuid(),
        held_until = clock_timestamp() + ? * interval '1 microsecond'
      WHERE (source, slot) = (SELECT source, slot FROM source_slots
        WHERE source = ? AND slot < ? AND (held_until <= clock_timestamp()
          OR held_until > clock_timestamp() + interval '1 day' + ? * interval '1 microsecond')
        ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING owner""";

  private final Database database;

  public SourceBudget(Database database) {
    this.database = database;
  }

  /**
   * Takes the next moment at which the source may be asked.
   *
   * @return how long from now that is; zero: at once
   */
  public Duration reserve(String source, double perSecond) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException(
          source + " may be asked " + perSecond + " times a second: that is never");
    }
    long pace = Math.max(1, (long) Math.ceil(MICROS / perSecond));
    return database.connection(
        connection -> {
          try (PreparedStatement reserve = connection.prepareStatement(RESERVE)) {
            reserve.setString(1, source);
            reserve.setLong(2, pace);
            reserve.setLong(3, MANY * pace);
            reserve.setLong(4, pace);
            reserve.setLong(5, pace);
            try (ResultSet row = reserve.executeQuery()) {
              row.next();
              return Duration.ofNanos(Math.max(0, row.getLong(1)) * 1_000);
            }
          }
        });
  }

  /**
   * Takes one of the source's slots, if one is free.
   *
   * @param atMost after which it is free again, should its owner have died
   * @return its owner, to release it by
   */
  public Optional<UUID> acquire(String source, int concurrency, Duration atMost) {
    return database.connection(
        connection -> {
          Optional<UUID> owner = take(connection, source, concurrency, atMost);
          if (owner.isPresent() || addSlots(connection, source, concurrency) == 0) {
            return owner;
          }
          return take(connection, source, concurrency, atMost);
        });
  }

  private static Optional<UUID> take(
      Connection connection, String source, int concurrency, Duration atMost) throws SQLException {
    try (PreparedStatement acquire = connection.prepareStatement(ACQUIRE)) {
      acquire.setLong(1, atMost.toNanos() / 1_000);
      acquire.setString(2, source);
      acquire.setInt(3, concurrency);
      acquire.setLong(4, atMost.toNanos() / 1_000);
      try (ResultSet row = acquire.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    }
  }

  private static int addSlots(Connection connection, String source, int concurrency)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO source_slots (source, slot)"
                + " SELECT ?, generate_series(0, ? - 1) ON CONFLICT DO NOTHING")) {
      insert.setString(1, source);
      insert.setInt(2, concurrency);
      return insert.executeUpdate();
    }
  }

  /** Does nothing where the slot was lost to another meanwhile. */
  public void release(String source, UUID owner) {
    database.connection(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE source_slots SET owner = NULL, held_until = '-infinity'"
                      + " WHERE source = ? AND owner = ?")) {
            update.setString(1, source);
            update.setObject(2, owner);
            return update.executeUpdate();
          }
        });
  }
}
