package io.verity.audit.ingest;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.OffsetSet;
import io.verity.audit.trail.TrailStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Passes every statement on; for decorators. */
class DelegatingStore implements TrailStore {

  private final TrailStore real;

  DelegatingStore(TrailStore real) {
    this.real = real;
  }

  @Override
  public void checkSchema() {
    real.checkSchema();
  }

  @Override
  public void appendLedger(List<LedgerEntry> entries, String token) {
    real.appendLedger(entries, token);
  }

  @Override
  public void insertBatch(BatchMeta batch, String token, Payload payload, Duration executionLimit) {
    real.insertBatch(batch, token, payload, executionLimit);
  }

  @Override
  public Presence probe(BatchMeta batch) {
    return real.probe(batch);
  }

  @Override
  public Map<Integer, OffsetSet> coverage(UUID topicId) {
    return real.coverage(topicId);
  }

  @Override
  public List<LedgerEntry> openIntents(UUID topicId) {
    return real.openIntents(topicId);
  }

  @Override
  public List<UUID> batchesWithoutIntent(UUID topicId, Map<Integer, Long> firstUncovered) {
    return real.batchesWithoutIntent(topicId, firstUncovered);
  }

  @Override
  public boolean insertsRunning() {
    return real.insertsRunning();
  }

  @Override
  public void close() {
    real.close();
  }
}
