package io.verity.audit.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A WHERE clause that grows, with the values of its parameters. */
final class Conditions {

  /** What PostgreSQL and ISO 8601 both can write without a sign. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private final StringBuilder sql = new StringBuilder("true");
  private final List<Object> values = new ArrayList<>();

  /** A null value is no condition. */
  Conditions add(String condition, Object value) {
    return value == null ? this : addAll(condition, value);
  }

  Conditions addAll(String condition, Object... parameters) {
    sql.append(" AND ").append(condition);
    values.addAll(List.of(parameters));
    return this;
  }

  String sql() {
    return sql.toString();
  }

  /**
   * @return the index of the next parameter
   */
  int set(PreparedStatement statement) throws SQLException {
    int index = 1;
    for (Object value : values) {
      Object known = value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value;
      statement.setObject(index++, known);
    }
    return index;
  }

  static void checkText(String name, String value) {
    if (value != null && value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(name + " holds a NUL character, which no text here has");
    }
  }

  static void checkTime(String name, Instant time) {
    if (time != null && (time.isBefore(FIRST) || time.isAfter(LAST))) {
      throw new IllegalArgumentException(name + " is not in the years 1 to 9999");
    }
  }

  /** The time in a cursor; one that no row may have can only come from a forged one. */
  static Instant micros(long sinceEpoch) {
    Instant time = Instant.EPOCH.plus(sinceEpoch, ChronoUnit.MICROS);
    checkTime("the cursor's time", time);
    return time;
  }

  static void checkLimit(int limit) {
    if (limit < 1 || limit > 1_000) {
      throw new IllegalArgumentException("limit is " + limit + ", not 1 to 1000");
    }
  }
}
