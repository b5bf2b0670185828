package io.verity.audit.report.render;

import io.verity.audit.report.content.Completeness;
import io.verity.audit.report.content.Completeness.TopicPartition;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader has to know about the evidence before believing a number.
 *
 * @param gaps why the report may miss events; empty if it misses none
 * @param notes what is counted, but not fully understood
 */
public record Caveats(List<String> gaps, List<String> notes) {

  public static Caveats of(Completeness completeness) {
    List<String> gaps = new ArrayList<>();
    if (completeness.notIngested() == null) {
      gaps.add(
          "Kafka could not be asked what it held, so it is not known whether events are missing.");
    } else if (completeness.notIngested() > 0) {
      gaps.add(
          counted(
                  completeness.notIngested(),
                  "record that Kafka held was",
                  "records that Kafka held were")
              + " not yet in the trail when this report was made.");
    }
    long missing = completeness.partitions().stream().mapToLong(TopicPartition::missing).sum();
    if (missing > 0) {
      gaps.add(
          counted(missing, "offset is", "offsets are")
              + " accounted for by no event, no rejected record and no known hole.");
    }
    List<String> notes = new ArrayList<>();
    if (completeness.subjectEvents() != null && completeness.subjectEvents() == 0) {
      notes.add("No event of the period names this data subject: there is nothing to report.");
    }
    note(
        notes,
        completeness.deadLetters(),
        "record was no audit event and was rejected",
        "records were no audit events and were rejected");
    note(
        notes,
        completeness.malformedDetails(),
        "event has details that are no JSON: it is counted, but what they would say is unknown",
        "events have details that are no JSON: they are counted, but what they would say is unknown");
    note(
        notes,
        completeness.unknownPrincipals(),
        "actor or subject is not in the reference data",
        "actors or subjects are not in the reference data");
    note(
        notes,
        completeness.unknownAssets(),
        "resource is not in the reference data",
        "resources are not in the reference data");
    return new Caveats(List.copyOf(gaps), List.copyOf(notes));
  }

  public boolean partial() {
    return !gaps.isEmpty();
  }

  private static void note(List<String> notes, long count, String one, String many) {
    if (count > 0) {
      notes.add(counted(count, one, many) + ".");
    }
  }

  private static String counted(long count, String one, String many) {
    return CellText.count(count) + " " + (count == 1 ? one : many);
  }
}
