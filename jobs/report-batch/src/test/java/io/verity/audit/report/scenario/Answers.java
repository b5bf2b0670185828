package io.verity.audit.report.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares an oracle's answers with JSON: numbers by value, everything else exactly. */
public final class Answers {

  private Answers() {}

  /** What differs, a line a metric; a metric too many or too few differs too. */
  public static List<String> differences(Map<String, ?> expected, JsonNode actual) {
    Set<String> names = new TreeSet<>(expected.keySet());
    actual.fieldNames().forEachRemaining(names::add);
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      if (!expected.containsKey(name)) {
        differences.add(name + ": not expected, got " + actual.get(name));
      } else if (!isSame(expected.get(name), actual.path(name))) {
        differences.add(name + ": expected " + expected.get(name) + ", got " + actual.path(name));
      }
    }
    return differences;
  }

  private static boolean isSame(Object expected, JsonNode actual) {
    if (expected == null) {
      return actual.isNull();
    }
    if (expected instanceof Number number) {
      return actual.isNumber()
          && new BigDecimal(number.toString()).compareTo(actual.decimalValue()) == 0;
    }
    if (expected instanceof Map<?, ?> map) {
      return actual.isObject()
          && map.size() == actual.size()
          && map.entrySet().stream()
              .allMatch(e -> isSame(e.getValue(), actual.path(e.getKey().toString())));
    }
    if (expected instanceof List<?> list) {
      return actual.isArray()
          && list.size() == actual.size()
          && java.util.stream.IntStream.range(0, list.size())
              .allMatch(i -> isSame(list.get(i), actual.get(i)));
    }
    return actual.isTextual() && expected.equals(actual.textValue());
  }
}
