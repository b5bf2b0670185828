package io.verity.audit.ingest.sink;

import io.verity.audit.ingest.recovery.TrailRecovery;
import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.BatchRecut;
import io.verity.audit.trail.OffsetRuns.Run;
import io.verity.audit.trail.OffsetSet;
import io.verity.audit.trail.Payloads;
import io.verity.audit.trail.SealableBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what is left to do of batches that come out of a checkpoint: it may be old, and its
 * offsets may have been read anew and committed in other batches since. The ledger decides, by
 * offset.
 */
final class RestoredBatches {

  private static final Logger LOG = LoggerFactory.getLogger(RestoredBatches.class);

  private final TrailRecovery recovery;

  RestoredBatches(TrailRecovery recovery) {
    this.recovery = recovery;
  }

  /**
   * What must still be committed for each batch: itself, a part of it as a batch of its own, or,
   * where the ledger covers every offset, nothing (no entry). By the id of the batch in the
   * checkpoint.
   */
  Map<UUID, BatchCommittable> remaining(Collection<BatchCommittable> batches)
      throws IOException, InterruptedException {
    Set<UUID> own =
        batches.stream().map(batch -> batch.meta().batchId()).collect(Collectors.toSet());
    Map<UUID, Map<Integer, OffsetSet>> coverage = new HashMap<>();
    Map<UUID, BatchCommittable> remaining = new HashMap<>();
    for (BatchCommittable batch : batches) {
      UUID topicId = batch.meta().topicId();
      if (!coverage.containsKey(topicId)) {
        recovery.awaitLaterTokens(topicId, own);
        coverage.put(topicId, recovery.settleAllBut(topicId, own));
      }
      List<Run> left = uncovered(batch.meta(), coverage.get(topicId));
      if (left.isEmpty()) {
        LOG.info("{} is covered by the ledger already", batch.meta());
      } else if (left.equals(batch.meta().runs().asList())) {
        remaining.put(batch.meta().batchId(), batch);
      } else {
        BatchCommittable cut = recut(batch, left);
        LOG.warn("{} is covered in part: {} takes over what is left", batch.meta(), cut.meta());
        remaining.put(batch.meta().batchId(), cut);
      }
    }
    return remaining;
  }

  private static List<Run> uncovered(BatchMeta batch, Map<Integer, OffsetSet> coverage) {
    List<Run> left = new ArrayList<>();
    for (Run run : batch.runs().asList()) {
      OffsetSet covered = coverage.get(run.partition());
      left.addAll(covered == null ? List.of(run) : covered.missing(run));
    }
    return left;
  }

  private static BatchCommittable recut(BatchCommittable batch, List<Run> left) throws IOException {
    SealableBatch cut;
    try (InputStream rows = Payloads.decompress(PayloadFiles.open(batch))) {
      cut = BatchRecut.recut(batch.meta(), left, rows);
    }
    BatchMeta meta = cut.seal();
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    Payloads.compress(cut, payload);
    return new BatchCommittable(
        meta, batch.checkpointId(), new BatchCommittable.Inline(payload.toByteArray()));
  }
}
