package io.verity.audit.report.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.report.content.EvidenceItem.SourceLine;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sections of a payload in short: where each came from, when, and how much it is. */
final class SourceLines {

  private SourceLines() {}

  static List<SourceLine> of(JsonNode payload) {
    Map<String, JsonNode> sections = new TreeMap<>();
    Iterator<Map.Entry<String, JsonNode>> fields = payload.path("sources").fields();
    fields.forEachRemaining(field -> sections.put(field.getKey(), field.getValue()));
    List<SourceLine> lines = new ArrayList<>();
    sections.forEach(
        (source, section) ->
            lines.add(
                new SourceLine(
                    source,
                    section.path("kind").textValue(),
                    section.path("status").textValue(),
                    instant(section.path("collected_at").textValue()),
                    section.path("from").textValue(),
                    size(section))));
    return lines;
  }

  private static String size(JsonNode section) {
    JsonNode data = section.path("data");
    if (data.path("row_count").isIntegralNumber()) {
      return counted(data.path("row_count").asLong(), "row");
    } else if (data.path("file_count").isIntegralNumber()) {
      return counted(data.path("file_count").asLong(), "file");
    } else if (data.path("items").isArray()) {
      return counted(data.path("items").size(), "item");
    } else if (data.path("total").isIntegralNumber()) {
      return counted(data.path("total").asLong(), "hit");
    }
    JsonNode bytes = section.path("details").path("file_bytes");
    return bytes.isIntegralNumber() ? counted(bytes.asLong(), "byte") : null;
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** A handler of a user's own may write what it likes. */
  private static Instant instant(String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
