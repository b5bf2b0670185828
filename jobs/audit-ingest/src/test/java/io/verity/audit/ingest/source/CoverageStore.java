package io.verity.audit.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.OffsetSet;
import io.verity.audit.trail.TrailStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A ledger that covers these offsets of one topic, with nothing left open. */
final class CoverageStore implements TrailStore {

  private final UUID topicId;
  private final Map<Integer, OffsetSet> coverage;

  CoverageStore(UUID topicId, Map<Integer, OffsetSet> coverage) {
    this.topicId = topicId;
    this.coverage = coverage;
  }

  @Override
  public Map<Integer, OffsetSet> coverage(UUID id) {
    assertThat(id).isEqualTo(topicId);
    return coverage;
  }

  @Override
  public List<LedgerEntry> openIntents(UUID id) {
    return List.of();
  }

  @Override
  public List<UUID> batchesWithoutIntent(UUID id, Map<Integer, Long> firstUncovered) {
    return List.of();
  }

  @Override
  public boolean insertsRunning() {
    return false;
  }

  @Override
  public void checkSchema() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void appendLedger(List<LedgerEntry> entries, String token) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void insertBatch(BatchMeta batch, String token, Payload payload, Duration limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Presence probe(BatchMeta batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
