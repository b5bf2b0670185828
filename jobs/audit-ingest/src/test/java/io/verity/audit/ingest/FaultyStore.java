package io.verity.audit.ingest;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.TrailStore;
import java.time.Duration;
import java.util.List;

/** Tells its {@link FaultyStores} before and after each statement that writes. */
final class FaultyStore extends DelegatingStore {

  private final FaultyStores faults;

  FaultyStore(TrailStore real, FaultyStores faults) {
    super(real);
    this.faults = faults;
  }

  @Override
  public void appendLedger(List<LedgerEntry> entries, String token) {
    boolean intent = entries.get(0).kind() == LedgerEntry.Kind.INTENT;
    BatchMeta batch = entries.get(0).batch();
    faults.reached(intent ? FaultPoint.BEFORE_INTENT : FaultPoint.BEFORE_MARK, batch);
    super.appendLedger(entries, token);
    faults.reached(intent ? FaultPoint.AFTER_INTENT : FaultPoint.AFTER_MARK, batch);
  }

  @Override
  public void insertBatch(BatchMeta batch, String token, Payload payload, Duration executionLimit) {
    faults.reached(FaultPoint.BEFORE_INSERT, batch);
    super.insertBatch(batch, token, payload, executionLimit);
    faults.reached(FaultPoint.AFTER_INSERT, batch);
  }
}
