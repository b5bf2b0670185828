package io.verity.audit.collect.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.verity.audit.collect.SafeNumbers;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.Map;

/** What drivers give, as JSON. A moment is ISO 8601 in UTC; a time without a zone stays without. */
final class SqlValues {

  private SqlValues() {}

  static JsonNode of(Object value) throws SQLException {
    if (value == null) {
      return NullNode.getInstance();
    }
    if (value instanceof Boolean yes) {
      return BooleanNode.valueOf(yes);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        object.set(String.valueOf(entry.getKey()), of(entry.getValue()));
      }
      return object;
    }
    if (value instanceof byte[] bytes) {
      return TextNode.valueOf("\\x" + HexFormat.of().formatHex(bytes));
    }
    return several(value);
  }

  private static JsonNode several(Object value) throws SQLException {
    if (value instanceof Iterable<?> list) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Object element : list) {
        array.add(of(element));
      }
      return array;
    }
    if (value.getClass().isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < Array.getLength(value); i++) {
        array.add(of(Array.get(value, i)));
      }
      return array;
    }
    if (value instanceof java.sql.Array array) {
      return of(array.getArray());
    }
    return value instanceof Struct tuple
        ? of(tuple.getAttributes())
        : TextNode.valueOf(text(value));
  }

  private static JsonNode number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      // a float's own digits: as a double, 0.1 would be 0.10000000149011612
      return SafeNumbers.of(Double.parseDouble(number.toString()));
    }
    return number instanceof BigDecimal decimal
        ? TextNode.valueOf(decimal.toPlainString())
        : SafeNumbers.of(new BigInteger(number.toString()));
  }

  private static String text(Object value) {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    if (value instanceof ZonedDateTime time) {
      return time.toInstant().toString();
    }
    if (value instanceof Timestamp time) {
      return time.toInstant().toString();
    }
    return value instanceof InetAddress address ? address.getHostAddress() : value.toString();
  }
}
