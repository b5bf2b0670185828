package io.verity.audit.collect.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** One source of the file: what is common to all kinds, and the settings of its own kind. */
final class SourceEntry {

  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Set<String> COMMON =
      Set.of("kind", "requests_per_second", "concurrency", "timeout_seconds", "max_bytes");

  private static final double DEFAULT_RATE = 5;
  private static final double MOST_RATE = 10_000;
  private static final int DEFAULT_CONCURRENCY = 2;
  private static final int MOST_CONCURRENCY = 1_000;
  private static final int DEFAULT_SECONDS = 60;
  private static final int MOST_SECONDS = 3_600;
  private static final int DEFAULT_BYTES = 16 << 20;

  /** A record's payload is one JSONB value, which PostgreSQL bounds. */
  private static final int MOST_BYTES = 128 << 20;

  private final String name;
  private final JsonNode node;
  private final Path folder;

  /**
   * @param folder what a path that is not absolute is relative to
   */
  SourceEntry(String name, JsonNode node, Path folder) {
    this.name = name;
    this.node = node;
    this.folder = folder;
  }

  SourceSettings settings() {
    if (!node.isObject()) {
      throw new IllegalArgumentException("its settings must be a mapping");
    }
    String kind = kind();
    return new SourceSettings(
        name,
        kind,
        SourceKind.of(kind).checked(own(), folder),
        rate(),
        whole("concurrency", DEFAULT_CONCURRENCY, MOST_CONCURRENCY),
        Duration.ofSeconds(whole("timeout_seconds", DEFAULT_SECONDS, MOST_SECONDS)),
        whole("max_bytes", DEFAULT_BYTES, MOST_BYTES));
  }

  private String kind() {
    JsonNode kind = node.path("kind");
    if (!kind.isTextual() || !KIND.matcher(kind.textValue()).matches()) {
      throw new IllegalArgumentException(
          "kind must name a handler: sql, http, search, config or one of your own");
    }
    if (kind.textValue().equals("manual")) {
      throw new IllegalArgumentException("kind manual is uploaded by people and has no source");
    }
    return kind.textValue();
  }

  private Map<String, String> own() {
    Map<String, String> own = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (COMMON.contains(field.getKey())) {
        continue;
      }
      if (!field.getValue().isValueNode() || field.getValue().isNull()) {
        throw new IllegalArgumentException(field.getKey() + " must be a text or a number");
      }
      own.put(field.getKey(), field.getValue().asText());
    }
    return own;
  }

  private double rate() {
    JsonNode rate = node.path("requests_per_second");
    if (rate.isMissingNode()) {
      return DEFAULT_RATE;
    }
    double value = rate.isNumber() ? rate.doubleValue() : Double.NaN;
    if (!(value > 0 && value <= MOST_RATE)) {
      throw new IllegalArgumentException(
          "requests_per_second must be a number above 0 and at most " + (int) MOST_RATE);
    }
    return value;
  }

  private int whole(String key, int otherwise, int most) {
    JsonNode number = node.path(key);
    if (number.isMissingNode()) {
      return otherwise;
    }
    if (!number.isIntegralNumber()
        || !number.canConvertToInt()
        || number.intValue() < 1
        || number.intValue() > most) {
      throw new IllegalArgumentException(
          "%s must be a whole number from 1 to %d".formatted(key, most));
    }
    return number.intValue();
  }

  /** Shown where a key is not one of them. */
  static Set<String> known(Set<String> own) {
    Set<String> all = new TreeSet<>(COMMON);
    all.addAll(own);
    return all;
  }
}
