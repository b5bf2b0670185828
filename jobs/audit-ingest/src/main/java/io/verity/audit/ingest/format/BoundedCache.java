package io.verity.audit.ingest.format;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Remembers what a function said of recent texts. Emptied when full: that costs one computation a
 * text, and a lookup stays a single one.
 */
final class BoundedCache<V> {

  private static final int CAPACITY = 4096;
  private static final int LONGEST_KEY = 512;

  private final Function<String, V> function;
  private final Map<String, V> known = new HashMap<>();

  BoundedCache(Function<String, V> function) {
    this.function = function;
  }

  V get(String key) {
    V value = known.get(key);
    if (value == null) {
      value = function.apply(key);
      if (known.size() == CAPACITY) {
        known.clear();
      }
      if (key.length() <= LONGEST_KEY) {
        known.put(key, value);
      }
    }
    return value;
  }
}
