package io.verity.audit.trail.verify;

import io.verity.audit.trail.verify.Finding.Kind;
import java.util.List;

/**
 * What a verification found.
 *
 * @param batches committed batches looked at
 * @param rows rows of {@code verity_audit} looked at, those of the range only where one was given
 * @param rootsOk batches proven whole: root, offsets, times and ledger entries all agree
 * @param duplicates rows whose Kafka coordinates another row bears already, over both tables
 * @param repeatedEventIds rows whose event id another row bears already: what a producer sent
 *     twice, never a failure
 * @param expired committed batches whose rows the retention has removed
 * @param recovered committed batches whose mark was written at a later start of the writer
 * @param findings everything that is wrong, sorted
 */
public record VerifyReport(
    long batches,
    long rows,
    long rootsOk,
    long duplicates,
    long repeatedEventIds,
    long expired,
    long recovered,
    List<Finding> findings) {

  public VerifyReport {
    findings = findings.stream().sorted().toList();
  }

  /** Ids of batches whose rows or ledger entries were changed. */
  public List<String> tampered() {
    return subjects(Kind.TAMPERED);
  }

  /** Ids of committed batches without rows. */
  public List<String> missing() {
    return subjects(Kind.MISSING);
  }

  /** Ids of batches that have rows but no committed entry. */
  public List<String> unledgered() {
    return subjects(Kind.UNLEDGERED);
  }

  /** Offsets that nothing accounts for, as {@code topic/partition:first-last}. */
  public List<String> gaps() {
    return subjects(Kind.GAP);
  }

  /** Offsets accounted for more than once, as {@code topic/partition:first-last}. */
  public List<String> overlaps() {
    return subjects(Kind.OVERLAP);
  }

  /** Whether the trail is whole and untouched. */
  public boolean ok() {
    return findings.isEmpty() && duplicates == 0;
  }

  private List<String> subjects(Kind kind) {
    return findings.stream()
        .filter(f -> f.kind() == kind)
        .map(Finding::subject)
        .distinct()
        .toList();
  }
}
