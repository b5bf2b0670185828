package io.verity.audit.ingest;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.TrailStore;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * For the negative control: sends no token that was used before, and believes that a batch is there
 * once an INSERT of it was answered, and not before.
 */
final class TrustingStore extends DelegatingStore {

  private final Set<UUID> sent = ConcurrentHashMap.newKeySet();
  private final Set<UUID> sentAgain = ConcurrentHashMap.newKeySet();

  TrustingStore(TrailStore real) {
    super(real);
  }

  @Override
  public void insertBatch(BatchMeta batch, String token, Payload payload, Duration executionLimit) {
    super.insertBatch(batch, UUID.randomUUID().toString(), payload, executionLimit);
    if (!sent.add(batch.batchId())) {
      sentAgain.add(batch.batchId());
    }
  }

  @Override
  public Presence probe(BatchMeta batch) {
    return sentAgain.contains(batch.batchId()) ? Presence.WHOLE : Presence.ABSENT;
  }
}
