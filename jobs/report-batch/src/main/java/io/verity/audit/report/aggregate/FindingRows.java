package io.verity.audit.report.aggregate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.Finding.EventReference;
import io.verity.audit.report.pack.Pack.FindingSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rows of a finding's SQL, as findings. */
final class FindingRows {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int ID_DIGITS = 12;

  private FindingRows() {}

  /** The columns are those of {@link FindingSpec}. */
  static Finding read(FindingSpec kind, List<Object> row) throws IOException {
    Instant occurredAt = (Instant) row.get(0);
    String subject = (String) row.get(1);
    List<EventReference> events = events(kind, (List<?>) row.get(3));
    return new Finding(
        id(kind, occurredAt, subject, events),
        kind.type(),
        kind.severity(),
        kind.control(),
        kind.title(),
        kind.remediation(),
        occurredAt,
        subject,
        (String) row.get(2),
        kind.query(),
        events);
  }

  /** An event that a query names twice supports the finding once. */
  private static List<EventReference> events(FindingSpec kind, List<?> texts) throws IOException {
    Set<EventReference> events = new LinkedHashSet<>();
    for (Object text : texts == null ? List.of() : texts) {
      if (text != null) {
        events.add(event(kind, (String) text));
      }
    }
    return new ArrayList<>(events);
  }

  private static EventReference event(FindingSpec kind, String text) throws IOException {
    JsonNode node = JSON.readTree(text);
    if (node == null || !node.hasNonNull("event_id")) {
      throw new IOException(kind.query() + " names an event without event_id: " + text);
    }
    return new EventReference(
        node.path("event_id").asText(),
        node.path("event_type").asText(),
        Instant.parse(node.path("timestamp").asText()),
        node.path("actor_id").asText(),
        node.path("actor_type").asText(),
        node.path("resource_type").asText(),
        node.path("resource_id").asText(),
        node.path("action").asText(),
        node.path("batch_id").asText(),
        node.path("kafka_partition").asLong(),
        node.path("kafka_offset").asLong());
  }

  /** The same finding has the same id in every report that has it. */
  private static String id(
      FindingSpec kind, Instant occurredAt, String subject, List<EventReference> events) {
    String identity =
        String.join(
            "\n",
            kind.type(),
            String.valueOf(occurredAt),
            String.valueOf(subject),
            String.join(",", events.stream().map(EventReference::eventId).toList()));
    return kind.type().toUpperCase(Locale.ROOT).replace('_', '-')
        + "-"
        + SpooledContent.sha256(identity).substring(0, ID_DIGITS);
  }
}
