package io.verity.audit.ingest;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.LedgerEntry;
import io.verity.audit.trail.TrailStore;
import io.verity.audit.trail.TrailStoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store that refuses to write while a switch of the JVM says so, as a server under load does. */
final class AwayStore extends DelegatingStore {

  private static final AtomicBoolean AWAY = new AtomicBoolean();

  AwayStore(TrailStore store) {
    super(store);
  }

  static void away(boolean away) {
    AWAY.set(away);
  }

  @Override
  public void appendLedger(List<LedgerEntry> entries, String token) {
    refuseWhileAway();
    super.appendLedger(entries, token);
  }

  @Override
  public void insertBatch(BatchMeta batch, String token, Payload payload, Duration limit) {
    refuseWhileAway();
    super.insertBatch(batch, token, payload, limit);
  }

  private static void refuseWhileAway() {
    if (AWAY.get()) {
      throw new TrailStoreException("away", 0, true, null);
    }
  }
}
