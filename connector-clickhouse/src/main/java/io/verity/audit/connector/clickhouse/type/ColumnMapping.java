package io.verity.audit.connector.clickhouse.type;

import io.verity.audit.connector.clickhouse.type.Column.Kind;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Which Flink types a ClickHouse type may be declared as. A value that does not fit its declared
 * type when it is read (a UInt64 above 2^63 declared BIGINT) fails the query in ClickHouse, it is
 * never wrapped.
 */
public final class ColumnMapping {

  private static final int NANOS = 9;

  /** Bits of value, the sign left out, and whether there is one. */
  private record IntegerRange(int bits, boolean signed, int digits) {

    boolean fits(IntegerRange target) {
      return target.signed ? bits <= target.bits : !signed && bits <= target.bits;
    }
  }

  private static final Map<String, IntegerRange> SERVER_INTEGERS =
      Map.of(
          "Int8", new IntegerRange(7, true, 3),
          "Int16", new IntegerRange(15, true, 5),
          "Int32", new IntegerRange(31, true, 10),
          "Int64", new IntegerRange(63, true, 19),
          "UInt8", new IntegerRange(8, false, 3),
          "UInt16", new IntegerRange(16, false, 5),
          "UInt32", new IntegerRange(32, false, 10),
          "UInt64", new IntegerRange(64, false, 20));

  private static final Map<LogicalTypeRoot, String> FLINK_INTEGERS =
      Map.of(
          LogicalTypeRoot.TINYINT, "Int8",
          LogicalTypeRoot.SMALLINT, "Int16",
          LogicalTypeRoot.INTEGER, "Int32",
          LogicalTypeRoot.BIGINT, "Int64");

  private ColumnMapping() {}

  /** The ClickHouse integer that a Flink integer type is, empty for any other type. */
  public static Optional<String> integer(LogicalType type) {
    return Optional.ofNullable(FLINK_INTEGERS.get(type.getTypeRoot()));
  }

  /** How the column is read, empty where the declared type does not fit. */
  public static Optional<Column> map(String name, LogicalType type, ServerType server) {
    String raw = SqlText.name(name);
    return switch (server.base()) {
      case "String" -> when(isText(type), name, type, server, Kind.TEXT, raw);
      case "UUID" -> when(isText(type), name, type, server, Kind.UUID, "toString(" + raw + ")");
      case "FixedString", "Enum8", "Enum16" ->
          when(isText(type), name, type, server, Kind.AS_TEXT, "toString(" + raw + ")");
      case "Bool" -> bool(name, type, server);
      case "Float32" ->
          when(
              type.is(LogicalTypeRoot.FLOAT) || type.is(LogicalTypeRoot.DOUBLE),
              name,
              type,
              server,
              Kind.FLOAT,
              raw);
      case "Float64" -> when(type.is(LogicalTypeRoot.DOUBLE), name, type, server, Kind.FLOAT, raw);
      case "Decimal" -> when(fitsDecimal(type, server), name, type, server, Kind.DECIMAL, raw);
      case "DateTime" ->
          when(
              type instanceof TimestampType,
              name,
              type,
              server,
              Kind.TIMESTAMP,
              "toDateTime64(" + raw + ", 3, 'UTC')");
      case "DateTime64" -> when(fitsTime(type, server), name, type, server, Kind.TIMESTAMP, raw);
      case "Date", "Date32" ->
          when(type.is(LogicalTypeRoot.DATE), name, type, server, Kind.DATE, raw);
      case "Array" -> when(isTextArray(type, server), name, type, server, Kind.ARRAY, raw);
      default -> integer(name, type, server);
    };
  }

  private static Optional<Column> integer(String name, LogicalType type, ServerType server) {
    IntegerRange range = SERVER_INTEGERS.get(server.base());
    String raw = SqlText.name(name);
    if (range == null) {
      return Optional.empty();
    }
    if (type instanceof DecimalType decimal) {
      boolean fits = decimal.getPrecision() - decimal.getScale() >= range.digits;
      return when(fits, name, type, server, Kind.INTEGER, raw);
    }
    if (type.is(LogicalTypeRoot.BOOLEAN)) {
      return server.base().equals("UInt8") ? bool(name, type, server) : Optional.empty();
    }
    return integer(type)
        .map(
            target -> {
              boolean fits = range.fits(SERVER_INTEGERS.get(target));
              return new Column(
                  name, type, server, Kind.INTEGER, fits ? raw : narrowed(raw, target, server));
            });
  }

  /** Fails in ClickHouse, naming the value, where it does not fit. */
  private static String narrowed(String raw, String target, ServerType server) {
    String to = server.nullable() ? "Nullable(" + target + ")" : target;
    return "accurateCast(" + raw + ", '" + to + "')";
  }

  private static Optional<Column> bool(String name, LogicalType type, ServerType server) {
    String value = "(toUInt8(" + SqlText.name(name) + ") != 0)";
    return when(type.is(LogicalTypeRoot.BOOLEAN), name, type, server, Kind.BOOLEAN, value);
  }

  private static Optional<Column> when(
      boolean fits, String name, LogicalType type, ServerType server, Kind kind, String value) {
    return fits ? Optional.of(new Column(name, type, server, kind, value)) : Optional.empty();
  }

  private static boolean isText(LogicalType type) {
    return type instanceof VarCharType text && text.getLength() == VarCharType.MAX_LENGTH;
  }

  private static boolean isTextArray(LogicalType type, ServerType server) {
    return type instanceof ArrayType array
        && isText(array.getElementType())
        && ServerType.parse(String.join(", ", server.arguments())).base().equals("String");
  }

  private static boolean fitsDecimal(LogicalType type, ServerType server) {
    return type instanceof DecimalType decimal
        && decimal.getScale() >= server.number(1)
        && decimal.getPrecision() - decimal.getScale() >= server.number(0) - server.number(1);
  }

  /** As nanoseconds only those travel that are nanoseconds: others reach beyond a long's range. */
  private static boolean fitsTime(LogicalType type, ServerType server) {
    return type instanceof TimestampType time
        && time.getPrecision() >= server.number(0)
        && Transport.unitsPerSecond(time.getPrecision())
            == Transport.unitsPerSecond(Math.min(NANOS, Math.max(server.number(0), coarse(time))));
  }

  private static int coarse(TimestampType time) {
    return Math.min(time.getPrecision(), 6);
  }
}
