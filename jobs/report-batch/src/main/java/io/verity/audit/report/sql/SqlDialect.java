package io.verity.audit.report.sql;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** How a value is written as a literal. */
public enum SqlDialect {
  FLINK {
    @Override
    String timestamp(String text) {
      return "TIMESTAMP '" + text + "'";
    }

    @Override
    String string(String text) {
      return "'" + text.replace("'", "''") + "'";
    }

    @Override
    String nothing() {
      return "CAST(NULL AS STRING)";
    }
  },
  CLICKHOUSE {
    @Override
    String timestamp(String text) {
      return "toDateTime64('" + text + "', 3, 'UTC')";
    }

    @Override
    String string(String text) {
      return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    String nothing() {
      return "CAST(NULL AS Nullable(String))";
    }
  };

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  abstract String timestamp(String text);

  abstract String string(String text);

  abstract String nothing();

  /**
   * The literal of an instant, a UUID, a whole or decimal number, a text, or of null.
   *
   * @throws IllegalArgumentException for any other type
   */
  public String literal(Object value) {
    if (value == null) {
      return nothing();
    } else if (value instanceof Instant instant) {
      return timestamp(MILLIS.format(instant));
    } else if (value instanceof UUID uuid) {
      return "'" + uuid + "'";
    } else if (value instanceof Integer || value instanceof Long) {
      return value.toString();
    } else if (value instanceof BigDecimal number) {
      return number.toPlainString();
    } else if (value instanceof String text) {
      return string(text);
    }
    throw new IllegalArgumentException("no SQL literal for a " + value.getClass().getName());
  }
}
