package io.verity.audit.collect.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.verity.audit.collect.SafeJson;
import java.io.IOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;

/** Values of PostgreSQL as JSON. */
final class PostgresValues {

  private PostgresValues() {}

  static JsonNode of(ResultSet rows, int column, String type) throws SQLException {
    String text = rows.getString(column);
    if (text == null) {
      return NullNode.getInstance();
    }
    return switch (type) {
      case "timestamptz" ->
          text.endsWith("infinity")
              ? TextNode.valueOf(text)
              : SqlValues.of(rows.getObject(column, OffsetDateTime.class));
      case "timestamp" ->
          text.endsWith("infinity")
              ? TextNode.valueOf(text)
              : SqlValues.of(rows.getObject(column, LocalDateTime.class));
      case "json", "jsonb" -> json(text);
      case "bool", "int2", "int4", "int8", "oid", "float4", "float8" ->
          SqlValues.of(rows.getObject(column));
      default -> type.startsWith("_") ? array(rows.getArray(column)) : TextNode.valueOf(text);
    };
  }

  private static JsonNode json(String text) throws SQLException {
    try {
      return SafeJson.read(text);
    } catch (IOException e) {
      // type json keeps what it was given, members named twice too: evidence is the text then
      return TextNode.valueOf(text);
    }
  }

  private static JsonNode array(Array array) throws SQLException {
    try {
      return elements((Object[]) array.getArray(), array.getBaseTypeName());
    } finally {
      array.free();
    }
  }

  private static JsonNode elements(Object[] values, String type) throws SQLException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(values.length);
    for (Object value : values) {
      array.add(value instanceof Object[] inner ? elements(inner, type) : element(value, type));
    }
    return array;
  }

  private static JsonNode element(Object value, String type) throws SQLException {
    if (value instanceof Timestamp time && type.equals("timestamp")) {
      return SqlValues.of(time.toLocalDateTime());
    }
    if (value != null && (type.equals("json") || type.equals("jsonb"))) {
      return json(value.toString());
    }
    return SqlValues.of(value);
  }
}
