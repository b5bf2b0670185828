package io.verity.audit.report.content;

import io.verity.audit.evidence.finding.ControlResult;
import io.verity.audit.evidence.snapshot.PinnedRecord;
import java.time.Instant;
import java.util.List;

/**
 * A record of evidence and what it says.
 *
 * @param controlId as the framework names it
 * @param name of the control
 * @param result null for one that was not collected
 * @param sources in short, none for one that was not collected
 */
public record EvidenceItem(
    PinnedRecord record,
    String controlId,
    String name,
    ControlResult result,
    List<SourceLine> sources) {

  public EvidenceItem {
    sources = List.copyOf(sources);
  }

  /**
   * A section of the payload, without its data.
   *
   * @param from which server, file or person; null where it is not told
   * @param size of the data, in words: 12 rows; null where it is not told
   */
  public record SourceLine(
      String source, String kind, String status, Instant collectedAt, String from, String size) {}
}
