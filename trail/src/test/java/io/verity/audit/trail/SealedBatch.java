package io.verity.audit.trail;

import io.verity.audit.trail.LedgerEntry.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A closed batch and what a writer does with it, one step at a time. */
public record SealedBatch(BatchMeta meta, byte[] payload) {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  public static SealedBatch of(SealableBatch batch) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    try {
      Payloads.compress(batch, payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SealedBatch(batch.seal(), payload.toByteArray());
  }

  public String id() {
    return meta.batchId().toString();
  }

  public SealedBatch writeIntent(TrailStore store) {
    store.appendLedger(List.of(entry(Kind.INTENT, false)), UUID.randomUUID().toString());
    return this;
  }

  public SealedBatch writeRows(TrailStore store) {
    store.insertBatch(
        meta, UUID.randomUUID().toString(), () -> new ByteArrayInputStream(payload), LIMIT);
    return this;
  }

  public SealedBatch writeMark(TrailStore store) {
    return writeMark(store, false);
  }

  public SealedBatch writeMark(TrailStore store, boolean recovered) {
    store.appendLedger(List.of(entry(Kind.COMMITTED, recovered)), UUID.randomUUID().toString());
    return this;
  }

  /** Intent, rows and mark. */
  public SealedBatch write(TrailStore store) {
    return writeIntent(store).writeRows(store).writeMark(store);
  }

  private LedgerEntry entry(Kind kind, boolean recovered) {
    return LedgerEntry.of(kind, meta, "test", "job", 7, recovered, System.currentTimeMillis());
  }
}
