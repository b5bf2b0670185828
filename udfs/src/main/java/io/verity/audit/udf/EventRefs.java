package io.verity.audit.udf;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code EVENT_REFS(reference, ...)}: the events behind a finding, each once, in the order of their
 * time and then of their text, so that it does not matter how they were gathered. An argument is a
 * reference, several with a line feed between them, or null for none.
 */
public final class EventRefs extends ScalarFunction {

  private static final String TIME = "\"timestamp\":\"";

  public @DataTypeHint("ARRAY<STRING> NOT NULL") String[] eval(String... references) {
    return Stream.of(references)
        .filter(Objects::nonNull)
        .flatMap(lines -> Arrays.stream(lines.split("\n")))
        .filter(line -> !line.isEmpty())
        .distinct()
        .sorted(Comparator.comparing(EventRefs::time).thenComparing(Comparator.naturalOrder()))
        .toArray(String[]::new);
  }

  /** All of one length, so that text order is time order. */
  private static String time(String reference) {
    int at = reference.indexOf(TIME);
    int start = at + TIME.length();
    return at < 0 ? "" : reference.substring(start, Math.max(start, reference.indexOf('"', start)));
  }
}
