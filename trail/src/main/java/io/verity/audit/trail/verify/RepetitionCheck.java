package io.verity.audit.trail.verify;

import io.verity.audit.trail.TrailTable;
import io.verity.audit.trail.verify.Finding.Kind;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Counts rows that repeat Kafka coordinates, or an event id; the server does it, on disk if need
 * be.
 */
final class RepetitionCheck {

  private static final int EXAMPLES = 10;

  private final TrailReader reader;
  private final TimeRange range;

  RepetitionCheck(TrailReader reader, TimeRange range) {
    this.reader = reader;
    this.range = range;
  }

  /** Rows whose coordinates another row bears; the first few are named. */
  long duplicates(Tally tally) {
    String byCoordinates =
        Arrays.stream(TrailTable.values())
            .map(table -> "SELECT kafka_topic_id, kafka_partition, kafka_offset" + from(table))
            .collect(
                Collectors.joining(
                    " UNION ALL ",
                    "SELECT kafka_topic_id, kafka_partition, kafka_offset, count() AS n FROM (",
                    ") GROUP BY kafka_topic_id, kafka_partition, kafka_offset HAVING n > 1"));
    long duplicates = excess(byCoordinates, "counting repeated Kafka coordinates");
    if (duplicates > 0) {
      name(byCoordinates, tally);
    }
    return duplicates;
  }

  /** Rows whose event id another row bears. */
  long repeatedEventIds() {
    return excess(
        "SELECT event_id, count() AS n"
            + from(TrailTable.AUDIT)
            + " GROUP BY event_id HAVING n > 1",
        "counting repeated event ids");
  }

  private long excess(String groups, String what) {
    return reader.number(what, "SELECT sum(n - 1) FROM (" + groups + ")");
  }

  private void name(String groups, Tally tally) {
    TopicNames names = TopicNames.read(reader);
    reader.query(
        "naming repeated Kafka coordinates",
        groups + " ORDER BY ALL LIMIT " + EXAMPLES,
        rows -> {
          while (rows.hasNext()) {
            var topicId = rows.readUuid();
            int partition = rows.readInt();
            long offset = rows.readLong();
            tally.find(
                Kind.DUPLICATE,
                names.text(new OffsetSpan(topicId, partition, offset, offset)),
                rows.readLong() + " rows bear these coordinates");
          }
          return null;
        });
  }

  private String from(TrailTable table) {
    return " FROM " + table.qualifiedName() + " WHERE 1" + TimeFilter.of(table, range);
  }
}
