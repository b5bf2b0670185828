package io.verity.audit.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers as evidence holds them. The canonical form of JSON (RFC 8785) knows doubles only: what a
 * double can't hold to the last digit is a text.
 */
public final class SafeNumbers {

  private static final BigInteger MOST = BigInteger.TWO.pow(53);

  private SafeNumbers() {}

  public static JsonNode of(BigInteger whole) {
    return whole.abs().compareTo(MOST) <= 0
        ? LongNode.valueOf(whole.longValueExact())
        : TextNode.valueOf(whole.toString());
  }

  /** NaN and the infinities by their names. */
  public static JsonNode of(double value) {
    return Double.isFinite(value) ? DoubleNode.valueOf(value) : TextNode.valueOf("" + value);
  }

  /** Of a number in a JSON text: as a number wherever that says the same. */
  public static JsonNode of(BigDecimal decimal) {
    if (decimal.scale() <= 0 && decimal.precision() - decimal.scale() <= 16) {
      return of(decimal.toBigIntegerExact());
    }
    double value = decimal.doubleValue();
    boolean same = Double.isFinite(value) && new BigDecimal("" + value).compareTo(decimal) == 0;
    return same ? DoubleNode.valueOf(value) : TextNode.valueOf(decimal.toString());
  }
}
