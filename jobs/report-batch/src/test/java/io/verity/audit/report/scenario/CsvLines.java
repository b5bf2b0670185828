package io.verity.audit.report.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** RFC 4180, whole files in memory. */
final class CsvLines {

  private CsvLines() {}

  /** The records, each by the names of the header. */
  static List<Map<String, String>> read(Path file) throws IOException {
    List<List<String>> lines = parse(Files.readString(file));
    List<Map<String, String>> records = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      Map<String, String> record = new LinkedHashMap<>();
      for (int i = 0; i < line.size(); i++) {
        record.put(lines.get(0).get(i), line.get(i));
      }
      records.add(record);
    }
    return records;
  }

  static String line(Object... cells) {
    StringBuilder line = new StringBuilder();
    for (Object cell : cells) {
      String text = cell == null ? "" : cell.toString();
      line.append(line.isEmpty() ? "" : ",").append(quoted(text));
    }
    return line.append('\n').toString();
  }

  private static String quoted(String text) {
    return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static List<List<String>> parse(String text) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        line.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          lines.add(line);
          line = new ArrayList<>();
        }
      } else if (quoted || c != '\r') {
        cell.append(c);
      }
    }
    return lines;
  }
}
