package io.verity.audit.report.aggregate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.flink.types.Row;

/**
 * A row as a JSON array, the same for the same values on every machine. Times are milliseconds
 * since the epoch as {@code {"t": 0}}, so that no reader takes them for a number.
 */
final class RowJson {

  static final String TIME = "t";
  private static final JsonFactory JSON = new JsonFactory();

  private RowJson() {}

  static byte[] encode(Row row) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartArray();
      for (int i = 0; i < row.getArity(); i++) {
        write(json, row.getField(i));
      }
      json.writeEndArray();
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number.toPlainString());
    } else if (value instanceof Double || value instanceof Float) {
      throw new IOException(
          "a binary floating-point number reached the report: cast it to DECIMAL in the SQL, so"
              + " that it is the same on every machine");
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof LocalDateTime time) {
      json.writeStartObject();
      json.writeNumberField(TIME, time.toInstant(ZoneOffset.UTC).toEpochMilli());
      json.writeEndObject();
    } else if (value instanceof LocalDate date) {
      json.writeString(date.toString());
    } else if (value instanceof Object[] items) {
      json.writeStartArray();
      for (Object item : items) {
        write(json, item);
      }
      json.writeEndArray();
    } else {
      throw new IOException("no form in a report for a " + value.getClass().getName());
    }
  }
}
