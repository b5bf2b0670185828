package io.verity.audit.connector.clickhouse.type;

import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimestampType;

/**
 * The form in which a value leaves ClickHouse, which depends on its Flink type alone: times and
 * dates travel as numbers, so that no time zone of a server, driver or JVM can touch them.
 */
public final class Transport {

  private static final int MILLIS = 3;
  private static final int MICROS = 6;

  private Transport() {}

  /** The expression to select for a value of the given Flink type. */
  public static String of(LogicalType type, String value) {
    return switch (type.getTypeRoot()) {
      case TIMESTAMP_WITHOUT_TIME_ZONE ->
          "toUnixTimestamp64" + unit(((TimestampType) type).getPrecision()) + "(" + value + ")";
      case DATE -> "toInt32(" + value + ")";
      case BOOLEAN -> "toUInt8(" + value + ")";
      default -> value;
    };
  }

  /** Milli, Micro or Nano: the coarsest that holds that many digits of a second. */
  public static String unit(int precision) {
    return precision <= MILLIS ? "Milli" : precision <= MICROS ? "Micro" : "Nano";
  }

  /** How many of {@link #unit} make a second. */
  public static long unitsPerSecond(int precision) {
    return precision <= MILLIS ? 1_000L : precision <= MICROS ? 1_000_000L : 1_000_000_000L;
  }
}
