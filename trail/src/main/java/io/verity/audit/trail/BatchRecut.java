package io.verity.audit.trail;

import io.verity.audit.trail.OffsetRuns.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiPredicate;

/**
 * Cuts a closed batch down to some of its offsets: those that no other batch accounts for, when an
 * old checkpoint is restored after its offsets were read anew in part.
 *
 * <p>The new batch's id is derived from the old one's and from the runs that are left, so that
 * doing it again after a crash makes the same batch again.
 */
public final class BatchRecut {

  private BatchRecut() {}

  /**
   * @param payload the old batch's rows, uncompressed
   * @param left the runs of the old batch that are still to be accounted for
   */
  public static SealableBatch recut(BatchMeta old, List<Run> left, InputStream payload)
      throws IOException {
    Map<Integer, OffsetSet> rows = new HashMap<>();
    for (Run run : left) {
      if (run.kind() == old.table().runKind()) {
        rows.computeIfAbsent(run.partition(), partition -> new OffsetSet())
            .add(run.first(), run.last());
      }
    }
    BiPredicate<Integer, Long> wanted =
        (partition, offset) -> rows.containsKey(partition) && rows.get(partition).contains(offset);
    UUID batchId = derivedId(old.batchId(), left);
    SealableBatch cut =
        old.table() == TrailTable.AUDIT
            ? AuditBlock.read(payload).copyRows(old, batchId, wanted)
            : RejectedRows.copyRows(old, batchId, payload, wanted);
    left.stream()
        .filter(run -> run.kind() == OffsetRuns.Kind.HOLES)
        .forEach(run -> cut.addHoles(run.partition(), run.first(), run.last()));
    return cut;
  }

  private static UUID derivedId(UUID old, List<Run> left) {
    ByteBuf name = new ByteBuf(16 + 21 * left.size());
    name.putUuid(old.getMostSignificantBits(), old.getLeastSignificantBits());
    for (Run run : left) {
      name.putByte(run.kind().code());
      name.putInt(run.partition());
      name.putLong(run.first());
      name.putLong(run.last());
    }
    ByteBuffer hash = ByteBuffer.wrap(MerkleTree.sha256().digest(name.toBytes()));
    // version 8 (custom) and the RFC 9562 variant
    long high = hash.getLong() & ~0xF000L | 0x8000L;
    long low = hash.getLong() & ~(3L << 62) | 1L << 63;
    return new UUID(high, low);
  }
}
