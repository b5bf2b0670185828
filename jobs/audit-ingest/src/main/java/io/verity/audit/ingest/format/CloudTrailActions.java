package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an event name does, by the table {@code cloudtrail-actions.csv}: the longest entry counts
 * that the name begins with and that ends where a word of it ends.
 */
final class CloudTrailActions {

  private static final String TABLE = "cloudtrail-actions.csv";
  private static final String HEADER = "prefix,action";

  private final Map<String, byte[]> actions = new HashMap<>();
  private int longest;

  private CloudTrailActions() {}

  static CloudTrailActions load() {
    try (InputStream table = CloudTrailActions.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException("missing resource " + TABLE);
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(table, UTF_8));
      return of(reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalArgumentException if a line is no entry, or names no action of the trail
   */
  static CloudTrailActions of(List<String> table) {
    CloudTrailActions result = new CloudTrailActions();
    table.stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.equals(HEADER))
        .forEach(result::add);
    return result;
  }

  private void add(String line) {
    String[] entry = line.split(",", -1);
    if (entry.length != 2 || entry[0].isEmpty()) {
      throw new IllegalArgumentException(TABLE + ": no entry: " + line);
    }
    if (actions.put(entry[0], Vocabulary.ACTIONS.of(entry[1])) != null) {
      throw new IllegalArgumentException(TABLE + ": given twice: " + entry[0]);
    }
    longest = Math.max(longest, entry[0].length());
  }

  /** Null if the table has no entry for the name. */
  byte[] find(String eventName) {
    for (int end = Math.min(longest, eventName.length()); end > 0; end--) {
      if (end == eventName.length() || !Character.isLowerCase(eventName.charAt(end))) {
        byte[] action = actions.get(eventName.substring(0, end));
        if (action != null) {
          return action;
        }
      }
    }
    return null;
  }
}
