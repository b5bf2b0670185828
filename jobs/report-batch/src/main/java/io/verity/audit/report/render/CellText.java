package io.verity.audit.report.render;

import io.verity.audit.report.pack.Pack.ColumnType;
import io.verity.audit.report.pack.Pack.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the value of a cell or metric is written, in every locale the same. */
public final class CellText {

  /** For a value that there was nothing to compute from. */
  public static final String NOTHING = "–";

  /** Digits in groups of three need a space that neither breaks nor spreads. */
  private static final char GROUP = '\u202f';

  private static final DateTimeFormatter SHOWN_TIME = time("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter SHOWN_MILLIS = time("uuuu-MM-dd HH:mm:ss.SSS");
  private static final DateTimeFormatter PLAIN_TIME = time("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

  private CellText() {}

  /** For a machine: ISO times, unrounded numbers with a point; null for null. */
  public static String plain(Object value) {
    if (value == null) {
      return null;
    } else if (value instanceof Instant || value instanceof LocalDateTime) {
      return PLAIN_TIME.format(instant(value));
    } else if (value instanceof Number number) {
      return plain(decimal(number));
    }
    return value.toString();
  }

  public static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** For a reader: grouped digits, hours and percent with two decimals, a dash for null. */
  public static String shown(ColumnType type, Object value) {
    if (value == null) {
      return NOTHING;
    } else if (value instanceof Boolean yes) {
      return yes ? "Yes" : "No";
    } else if (value instanceof Instant || value instanceof LocalDateTime) {
      return SHOWN_TIME.format(instant(value));
    } else if (value instanceof Number number) {
      return shown(type, decimal(number));
    }
    return value.toString();
  }

  public static String shown(Unit unit, BigDecimal value) {
    ColumnType type =
        switch (unit) {
          case COUNT -> ColumnType.COUNT;
          case RATE -> ColumnType.RATE;
          case HOURS -> ColumnType.HOURS;
        };
    return shown(type, (Object) value);
  }

  public static String count(long value) {
    return grouped(BigDecimal.valueOf(value));
  }

  public static String toTheMilli(Instant instant) {
    return SHOWN_MILLIS.format(instant);
  }

  public static String toTheSecond(Instant instant) {
    return SHOWN_TIME.format(instant);
  }

  /** Any number that SQL gives, as a decimal. */
  public static BigDecimal decimal(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    } else if (number instanceof BigInteger whole) {
      return new BigDecimal(whole);
    } else if (number instanceof Double || number instanceof Float) {
      return new BigDecimal(number.toString());
    }
    return BigDecimal.valueOf(number.longValue());
  }

  private static String shown(ColumnType type, BigDecimal number) {
    return switch (type) {
      case HOURS -> grouped(number.setScale(2, RoundingMode.HALF_UP));
      case RATE -> number.movePointRight(2).setScale(2, RoundingMode.HALF_UP).toPlainString() + "%";
      case YES_NO -> number.signum() == 0 ? "No" : "Yes";
      default -> grouped(number);
    };
  }

  private static String grouped(BigDecimal number) {
    String text = number.scale() <= 0 ? plain(number) : number.toPlainString();
    int point = text.indexOf('.');
    int first = text.startsWith("-") ? 1 : 0;
    StringBuilder out = new StringBuilder(text);
    for (int at = (point < 0 ? text.length() : point) - 3; at > first; at -= 3) {
      out.insert(at, GROUP);
    }
    return out.toString();
  }

  private static Instant instant(Object value) {
    return value instanceof LocalDateTime utc ? utc.toInstant(ZoneOffset.UTC) : (Instant) value;
  }

  private static DateTimeFormatter time(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
