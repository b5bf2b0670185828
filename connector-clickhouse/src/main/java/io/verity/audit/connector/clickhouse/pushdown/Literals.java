package io.verity.audit.connector.clickhouse.pushdown;

import io.verity.audit.connector.clickhouse.type.Column;
import io.verity.audit.connector.clickhouse.type.SqlText;
import io.verity.audit.connector.clickhouse.type.Transport;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/**
 * The ClickHouse form of a Flink literal that a column is compared with. Empty wherever the column
 * cannot hold the literal exactly: what ClickHouse makes of a date beyond its calendar or a number
 * beyond its type is not what SQL says.
 */
final class Literals {

  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2299;
  private static final int LAST_YEAR_IN_NANOS = 2261;
  private static final LocalDate FIRST_DATE = LocalDate.EPOCH;
  private static final LocalDate LAST_DATE = LocalDate.of(2149, 6, 6);
  private static final long LAST_SECOND = 0xFFFF_FFFFL;

  private Literals() {}

  static Optional<String> of(Column column, ValueLiteralExpression literal) {
    return literal.isNull()
        ? Optional.empty()
        : switch (column.kind()) {
          case TEXT, UUID, AS_TEXT -> literal.getValueAs(String.class).map(SqlText::literal);
          case INTEGER -> number(literal).flatMap(Literals::integer);
          case DECIMAL -> number(literal).flatMap(value -> decimal(column, value));
          case BOOLEAN -> literal.getValueAs(Boolean.class).map(value -> value ? "1" : "0");
          case TIMESTAMP ->
              literal.getValueAs(LocalDateTime.class).flatMap(value -> timestamp(column, value));
          case DATE -> literal.getValueAs(LocalDate.class).flatMap(value -> date(column, value));
          case FLOAT, ARRAY -> Optional.empty();
        };
  }

  private static Optional<BigDecimal> number(ValueLiteralExpression literal) {
    boolean exact =
        literal
            .getOutputDataType()
            .getLogicalType()
            .getTypeRoot()
            .getFamilies()
            .contains(LogicalTypeFamily.EXACT_NUMERIC);
    return exact
        ? literal.getValueAs(Number.class).map(value -> new BigDecimal(value.toString()))
        : Optional.empty();
  }

  private static Optional<String> integer(BigDecimal value) {
    if (value.stripTrailingZeros().scale() > 0) {
      return Optional.empty();
    }
    BigInteger integer = value.toBigIntegerExact();
    boolean written = integer.compareTo(MIN) >= 0 && integer.compareTo(MAX) <= 0;
    return written ? Optional.of(integer.toString()) : Optional.empty();
  }

  private static Optional<String> decimal(Column column, BigDecimal value) {
    int precision = Integer.parseInt(column.server().arguments().get(0));
    int scale = Integer.parseInt(column.server().arguments().get(1));
    BigDecimal exact = value.stripTrailingZeros();
    if (exact.scale() > scale || exact.precision() - exact.scale() > precision - scale) {
      return Optional.empty();
    }
    return Optional.of(
        "CAST('" + exact.toPlainString() + "' AS Decimal(" + precision + ", " + scale + "))");
  }

  private static Optional<String> timestamp(Column column, LocalDateTime value) {
    if (column.server().base().equals("DateTime")) {
      long second = value.toEpochSecond(ZoneOffset.UTC);
      boolean held = value.getNano() == 0 && second >= 0 && second <= LAST_SECOND;
      return held ? Optional.of("toDateTime(" + second + ", 'UTC')") : Optional.empty();
    }
    int scale = Integer.parseInt(column.server().arguments().get(0));
    long perSecond = Transport.unitsPerSecond(scale);
    long nanosPerUnit = 1_000_000_000L / perSecond;
    int last = perSecond == 1_000_000_000L ? LAST_YEAR_IN_NANOS : LAST_YEAR;
    if (value.getNano() % nanosPerUnit != 0
        || value.getYear() < FIRST_YEAR
        || value.getYear() > last) {
      return Optional.empty();
    }
    long units = value.toEpochSecond(ZoneOffset.UTC) * perSecond + value.getNano() / nanosPerUnit;
    String from = "fromUnixTimestamp64" + Transport.unit(scale);
    return Optional.of(from + "(toInt64(" + units + "), 'UTC')");
  }

  private static Optional<String> date(Column column, LocalDate value) {
    if (column.server().base().equals("Date")) {
      boolean held = !value.isBefore(FIRST_DATE) && !value.isAfter(LAST_DATE);
      return held ? Optional.of("toDate('" + value + "')") : Optional.empty();
    }
    boolean held = value.getYear() >= FIRST_YEAR && value.getYear() <= LAST_YEAR;
    return held ? Optional.of("toDate32('" + value + "')") : Optional.empty();
  }
}
