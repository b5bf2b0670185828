package io.verity.audit.collect.engine;

import com.github.kagkarlsson.scheduler.Clock;
import io.verity.audit.store.Database;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The database's time, which all replicas share. Between two looks at it, the time that has gone by
 * is measured and no clock is read: setting this machine's clock changes nothing here.
 */
final class DatabaseClock implements Clock {

  private final Supplier<Instant> database;
  private final LongSupplier nanos;
  private volatile Reading reading;

  private record Reading(Instant at, long nanos) {}

  DatabaseClock(Database database) {
    this(() -> ask(database), System::nanoTime);
  }

  DatabaseClock(Supplier<Instant> database, LongSupplier nanos) {
    this.database = database;
    this.nanos = nanos;
  }

  /** Looks at the database's clock. */
  Instant sync() {
    long before = nanos.getAsLong();
    Instant at = database.get();
    long after = nanos.getAsLong();
    // somewhere between the question and the answer
    reading = new Reading(at, before + (after - before) / 2);
    return at;
  }

  @Override
  public Instant now() {
    Reading last = reading;
    if (last == null) {
      return sync();
    }
    return last.at.plusNanos(nanos.getAsLong() - last.nanos);
  }

  static Instant ask(Database database) {
    return database.connection(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
          }
        });
  }
}
