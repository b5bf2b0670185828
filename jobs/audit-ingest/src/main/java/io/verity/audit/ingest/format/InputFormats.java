package io.verity.audit.ingest.format;

import java.util.Collections;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The formats on the class path, by name. Looks through the thread's context class loader, where
 * Flink puts a job's own classes, and through the loader of this class.
 */
public final class InputFormats {

  private final SortedMap<String, InputFormat> byName = new TreeMap<>();

  private InputFormats() {}

  /**
   * @throws IllegalStateException if two classes claim one name: which of them read a record would
   *     be chance
   */
  public static InputFormats load() {
    InputFormats formats = new InputFormats();
    formats.addAll(Thread.currentThread().getContextClassLoader());
    formats.addAll(InputFormats.class.getClassLoader());
    return formats;
  }

  private void addAll(ClassLoader loader) {
    ServiceLoader.load(InputFormat.class, loader).forEach(this::add);
  }

  private void add(InputFormat format) {
    InputFormat known = byName.putIfAbsent(format.name(), format);
    if (known != null && !className(known).equals(className(format))) {
      throw new IllegalStateException(
          "two input formats are named "
              + Quote.of(format.name())
              + ": "
              + className(known)
              + " and "
              + className(format));
    }
  }

  private static String className(InputFormat format) {
    return format.getClass().getName();
  }

  /**
   * @throws IllegalArgumentException if there is none; the message names those that there are
   */
  public InputFormat byName(String name) {
    InputFormat format = byName.get(name);
    if (format == null) {
      throw new IllegalArgumentException(unknown(name));
    }
    return format;
  }

  /** In alphabetical order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  String unknown(String name) {
    return "unknown input format "
        + Quote.of(name)
        + ": known are "
        + String.join(", ", byName.keySet());
  }
}
