package io.verity.audit.trail.verify;

import io.verity.audit.trail.LedgerEntry;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Names offsets for a person: by topic name, with its id where a name was re-created. */
final class TopicNames {

  private final Map<UUID, String> names;

  TopicNames(Map<UUID, String> names) {
    this.names = names;
  }

  static TopicNames read(TrailReader reader) {
    return reader.query(
        "reading the names of the topics",
        "SELECT kafka_topic_id, min(kafka_topic) FROM "
            + LedgerEntry.qualifiedTable()
            + " GROUP BY kafka_topic_id",
        rows -> {
          Map<UUID, String> names = new HashMap<>();
          while (rows.hasNext()) {
            names.put(rows.readUuid(), rows.readString());
          }
          return new TopicNames(names);
        });
  }

  /** For example {@code verity.audit.all/3:100-199}. */
  String text(OffsetSpan span) {
    String name = names.get(span.topicId());
    String topic =
        name == null
            ? span.topicId().toString()
            : Collections.frequency(names.values(), name) > 1
                ? name + "[" + span.topicId() + "]"
                : name;
    return topic
        + "/"
        + Integer.toUnsignedString(span.partition())
        + ":"
        + Long.toUnsignedString(span.first())
        + "-"
        + Long.toUnsignedString(span.last());
  }
}
