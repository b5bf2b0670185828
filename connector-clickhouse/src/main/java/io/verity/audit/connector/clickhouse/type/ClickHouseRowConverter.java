package io.verity.audit.connector.clickhouse.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.SQLException;
import org.apache.flink.connector.jdbc.core.database.dialect.AbstractDialectConverter;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;

/** From what the driver reads, in the form of {@link Transport}, to Flink's internal values. */
public final class ClickHouseRowConverter extends AbstractDialectConverter {

  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long MILLIS_PER_SECOND = 1_000L;

  public ClickHouseRowConverter(RowType rowType) {
    super(rowType);
  }

  @Override
  public String converterName() {
    return "ClickHouse";
  }

  @Override
  protected JdbcDeserializationConverter createInternalConverter(LogicalType type) {
    return switch (type.getTypeRoot()) {
      case VARCHAR, CHAR -> value -> text(value);
      case BOOLEAN -> value -> ((Number) value).intValue() != 0;
      case TINYINT -> value -> ((Number) value).byteValue();
      case SMALLINT -> value -> ((Number) value).shortValue();
      case INTEGER, DATE -> value -> ((Number) value).intValue();
      case BIGINT -> value -> ((Number) value).longValue();
      case FLOAT -> value -> ((Number) value).floatValue();
      case DOUBLE -> value -> ((Number) value).doubleValue();
      case DECIMAL -> decimal((DecimalType) type);
      case TIMESTAMP_WITHOUT_TIME_ZONE -> timestamp((TimestampType) type);
      case ARRAY -> ClickHouseRowConverter::texts;
      default -> throw new UnsupportedOperationException("No conversion to " + type);
    };
  }

  /** The superclass asks for these up front; the trail is never written through Flink SQL. */
  @Override
  protected JdbcSerializationConverter createExternalConverter(LogicalType type) {
    return (row, index, statement) -> {
      throw new UnsupportedOperationException("A ClickHouse table is only read");
    };
  }

  /**
   * Made of bytes, since Flink compares two texts that are still Java strings by their UTF-16
   * units, in which an emoji sorts elsewhere than by its bytes: before U+E000, not after U+FFFF.
   */
  private static StringData text(Object value) {
    return StringData.fromBytes(value.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static JdbcDeserializationConverter decimal(DecimalType type) {
    int precision = type.getPrecision();
    int scale = type.getScale();
    return value -> {
      BigDecimal exact =
          value instanceof BigDecimal decimal
              ? decimal
              : value instanceof BigInteger integer
                  ? new BigDecimal(integer)
                  : BigDecimal.valueOf(((Number) value).longValue());
      return DecimalData.fromBigDecimal(exact, precision, scale);
    };
  }

  private static JdbcDeserializationConverter timestamp(TimestampType type) {
    long unitsPerMilli = Transport.unitsPerSecond(type.getPrecision()) / MILLIS_PER_SECOND;
    long nanosPerUnit = NANOS_PER_MILLI / unitsPerMilli;
    return value -> {
      long units = ((Number) value).longValue();
      long millis = Math.floorDiv(units, unitsPerMilli);
      int nanos = (int) (Math.floorMod(units, unitsPerMilli) * nanosPerUnit);
      return TimestampData.fromEpochMillis(millis, nanos);
    };
  }

  private static Object texts(Object value) throws SQLException {
    Object plain = value instanceof Array array ? array.getArray() : value;
    Object[] elements = (Object[]) plain;
    Object[] texts = new Object[elements.length];
    for (int i = 0; i < elements.length; i++) {
      texts[i] = elements[i] == null ? null : text(elements[i]);
    }
    return new GenericArrayData(texts);
  }
}
