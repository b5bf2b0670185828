package io.verity.audit.evidence.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a schema is not satisfied with, in a few words that a reader of a report understands. The
 * words are this class's own and in no order but their own, so that they are the same on any
 * machine and with any order of a schema's keys.
 */
final class Shortfalls {

  private static final int SHOWN = 3;
  private static final int LONGEST_VALUE = 60;
  private static final int LONGEST_ERROR = 160;

  private Shortfalls() {}

  /** Null where there are none. */
  static String words(Collection<ValidationMessage> messages) {
    if (messages.isEmpty()) {
      return null;
    }
    // the shorter first: /9 before /10
    List<String> lines =
        messages.stream()
            .map(Shortfalls::line)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).thenComparing(line -> line))
            .toList();
    String first = String.join("; ", lines.subList(0, Math.min(SHOWN, lines.size())));
    int more = lines.size() - SHOWN;
    return more > 0 ? first + "; and " + more + " more" : first;
  }

  private static String line(ValidationMessage message) {
    String where = message.getInstanceLocation().toString();
    return (where.isEmpty() || where.equals("/") ? "" : shown(where) + " ") + what(message);
  }

  private static String what(ValidationMessage message) {
    JsonNode found = message.getInstanceNode();
    JsonNode expected = message.getSchemaNode();
    return switch (message.getType()) {
      case "const" -> "is " + value(found) + ", not " + value(expected);
      case "enum" -> "is " + value(found) + ", none of " + values(expected);
      case "minimum", "exclusiveMinimum" ->
          "is %s, with %s expected at least".formatted(value(found), value(expected));
      case "maximum", "exclusiveMaximum" ->
          "is %s, with %s expected at most".formatted(value(found), value(expected));
      case "minItems" ->
          "has %d entries, with %s expected at least".formatted(found.size(), value(expected));
      case "maxItems" ->
          "has %d entries, with %s expected at most".formatted(found.size(), value(expected));
      case "required" -> "lacks " + shown(String.valueOf(message.getProperty()));
      case "type" -> "is " + value(found) + ", which is no " + values(expected);
      case "pattern" -> "is not as expected: " + value(found);
      case "contains", "minContains" -> "has no entry that is as expected, of " + found.size();
      case "not" -> "is what it must not be: " + value(found);
      default -> cut(message.getError(), LONGEST_ERROR);
    };
  }

  private static String values(JsonNode list) {
    return list.isArray()
        ? String.join(
            ", ", StreamSupport.stream(list.spliterator(), false).map(Shortfalls::value).toList())
        : value(list);
  }

  private static String value(JsonNode node) {
    if (node == null || node.isNull()) {
      return "empty";
    } else if (node.isArray()) {
      return "a list of " + node.size();
    } else if (node.isObject()) {
      return "an object";
    }
    String text = node.asText();
    long lines = text.lines().count();
    if (lines > 1) {
      return "a text of " + lines + " lines";
    }
    return text.isEmpty() ? "an empty text" : shown(text);
  }

  private static String shown(String text) {
    return cut(text.replaceAll("\\p{Cntrl}", " "), LONGEST_VALUE);
  }

  private static String cut(String text, int longest) {
    return text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest)) + "...";
  }
}
