package io.verity.audit.trail.verify;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.LedgerEntry.Kind;
import io.verity.audit.trail.TrailTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that the ledger says of one batch in one table partition. An intent is always written before
 * the rows and a mark after them, either more than once where a reply was lost; all of them must
 * say the same of the batch.
 */
final class LedgerBatch {

  private static final Map<String, Function<BatchMeta, Object>> FACTS = facts();

  private final UUID batchId;
  private final List<LedgerRow> rows = new ArrayList<>();

  LedgerBatch(UUID batchId) {
    this.batchId = batchId;
  }

  void add(LedgerRow row) {
    rows.add(row);
  }

  UUID batchId() {
    return batchId;
  }

  boolean isCommitted() {
    return has(Kind.COMMITTED);
  }

  boolean isRecovered() {
    return rows.stream().anyMatch(row -> row.entry() != null && row.entry().recovered());
  }

  /** What the batch should be: the committed entry, else the intent; null if neither is legible. */
  BatchMeta claim() {
    BatchMeta claim = null;
    for (LedgerRow row : rows) {
      if (row.entry() != null && (claim == null || row.kind() == Kind.COMMITTED)) {
        claim = row.entry().batch();
      }
    }
    return claim;
  }

  /** What is wrong with the ledger's rows themselves, for a person; empty where nothing is. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    rows.stream().map(LedgerRow::problem).filter(Objects::nonNull).forEach(problems::add);
    if (isCommitted() && !has(Kind.INTENT)) {
      problems.add("it is committed without an intent, which every writer writes first");
    }
    BatchMeta claim = claim();
    for (LedgerRow row : rows) {
      if (row.entry() != null && !row.entry().batch().equals(claim)) {
        problems.add("its ledger entries disagree in " + differences(row.entry(), claim));
      }
    }
    if (claim != null && claim.schemaVersion() != TrailTable.SCHEMA_VERSION) {
      problems.add(
          "its rows are of schema version "
              + claim.schemaVersion()
              + ", which this release cannot recompute");
    }
    return problems.stream().distinct().toList();
  }

  private boolean has(Kind kind) {
    return rows.stream().anyMatch(row -> row.kind() == kind);
  }

  private static String differences(LedgerEntry entry, BatchMeta claim) {
    return FACTS.entrySet().stream()
        .filter(
            fact ->
                !Objects.equals(fact.getValue().apply(entry.batch()), fact.getValue().apply(claim)))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }

  private static Map<String, Function<BatchMeta, Object>> facts() {
    Map<String, Function<BatchMeta, Object>> facts = new LinkedHashMap<>();
    facts.put("table", BatchMeta::table);
    facts.put("table_partition", BatchMeta::tablePartition);
    facts.put("kafka_topic", BatchMeta::topic);
    facts.put("kafka_topic_id", BatchMeta::topicId);
    facts.put("rows", BatchMeta::rows);
    facts.put("runs", BatchMeta::runs);
    facts.put("min_timestamp", BatchMeta::minTimestampMillis);
    facts.put("max_timestamp", BatchMeta::maxTimestampMillis);
    facts.put("sha256", BatchMeta::root);
    facts.put("schema_version", BatchMeta::schemaVersion);
    return facts;
  }
}
