package io.verity.audit.trail.verify;

import io.verity.audit.trail.verify.BatchVerdict.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The second look at batches that looked wrong while the trail was being written.
 *
 * <p>Why it is fair: an intent precedes its rows and they precede the mark. Rows that were seen
 * have their intent in a ledger read later; a batch whose mark was seen has its rows in a table
 * read later. Only the mark itself may still be on its way, and is waited for. And why it is
 * enough: rows and ledger only ever grow, so that a second look at the same ids sees at least the
 * first.
 */
final class Suspects {

  private static final int CHUNK = 500;

  private final LedgerLookup ledger;
  private final PartitionCheck check;
  private final Map<TrailPartition, Map<UUID, BatchVerdict>> waiting = new TreeMap<>();

  Suspects(LedgerLookup ledger, PartitionCheck check) {
    this.ledger = ledger;
    this.check = check;
  }

  /** Takes the verdict if it is no final one. */
  boolean take(TrailPartition partition, BatchVerdict verdict) {
    boolean suspect =
        switch (verdict.outcome()) {
          case WHOLE, TAMPERED, EXPIRED, ABANDONED -> false;
          case WITHOUT_ROWS, WITHOUT_MARK, WITHOUT_ENTRY -> true;
        };
    if (suspect) {
      waiting
          .computeIfAbsent(partition, any -> new LinkedHashMap<>())
          .put(verdict.batchId(), verdict);
    }
    return suspect;
  }

  /** Looks again, waiting for marks, until all is settled or the grace is over. */
  void settle(Grace grace, Consumer<BatchVerdict> verdicts) {
    waiting.forEach((partition, suspects) -> lookAgain(partition, suspects, verdicts));
    grace.await(
        "waiting for batches that are being written",
        () -> {
          waiting.forEach((partition, suspects) -> settleMarked(partition, suspects, verdicts));
          return waiting.values().stream().allMatch(Map::isEmpty);
        });
    waiting.values().forEach(suspects -> blame(suspects, grace, verdicts));
  }

  private void lookAgain(
      TrailPartition partition, Map<UUID, BatchVerdict> suspects, Consumer<BatchVerdict> verdicts) {
    List<UUID> ids =
        suspects.values().stream()
            .filter(suspect -> suspect.outcome() != Outcome.WITHOUT_MARK)
            .map(BatchVerdict::batchId)
            .toList();
    for (List<UUID> chunk : chunks(ids)) {
      Map<UUID, String> elsewhere = ledger.partitionsOf(chunk);
      check.run(partition, chunk, 0, verdict -> suspects.put(verdict.batchId(), verdict));
      for (UUID id : chunk) {
        BatchVerdict verdict = suspects.get(id);
        if (verdict.outcome() == Outcome.WITHOUT_ENTRY && elsewhere.containsKey(id)) {
          verdicts.accept(moved(partition, suspects.remove(id), elsewhere.get(id)));
        } else if (verdict.outcome() != Outcome.WITHOUT_MARK) {
          verdicts.accept(suspects.remove(id));
        }
      }
    }
  }

  private void settleMarked(
      TrailPartition partition, Map<UUID, BatchVerdict> suspects, Consumer<BatchVerdict> verdicts) {
    for (List<UUID> chunk : chunks(List.copyOf(suspects.keySet()))) {
      List<UUID> marked = ledger.committed(partition, chunk);
      if (!marked.isEmpty()) {
        check.run(partition, marked, 0, verdicts);
        marked.forEach(suspects::remove);
      }
    }
  }

  private static void blame(
      Map<UUID, BatchVerdict> suspects, Grace grace, Consumer<BatchVerdict> verdicts) {
    for (BatchVerdict open : suspects.values()) {
      verdicts.accept(open.because(open.why() + ", nor did one come within " + grace));
    }
  }

  private static BatchVerdict moved(
      TrailPartition partition, BatchVerdict verdict, String elsewhere) {
    return verdict.as(
        Outcome.TAMPERED, "it has rows in " + partition + ", where its ledger has " + elsewhere);
  }

  private static List<List<UUID>> chunks(List<UUID> ids) {
    List<List<UUID>> chunks = new ArrayList<>();
    for (int i = 0; i < ids.size(); i += CHUNK) {
      chunks.add(ids.subList(i, Math.min(ids.size(), i + CHUNK)));
    }
    return chunks;
  }
}
