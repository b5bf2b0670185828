package io.verity.audit.trail;

import java.security.DigestException;
import java.security.MessageDigest;

/**
 * The rows of one Kafka partition in an open batch. Leaves are ordered by (partition, offset) while
 * records of several partitions arrive in turn: each partition fills a lane of its own, and closing
 * the batch puts the lanes one behind the other.
 */
abstract class Lane {

  private final int partition;
  private final OffsetRuns.Builder runs;
  private final ByteBuf leaves = new ByteBuf(MerkleTree.HASH_LENGTH * 64);
  private final byte[] leaf = new byte[MerkleTree.HASH_LENGTH];
  private int rows;

  Lane(int partition) {
    this.partition = partition;
    this.runs = new OffsetRuns.Builder(partition);
  }

  int partition() {
    return partition;
  }

  int rows() {
    return rows;
  }

  OffsetRuns.Builder runs() {
    return runs;
  }

  /** Hashes a leaf: {@code entry} starts with the byte 0x00 that RFC 6962 puts before a leaf. */
  void addLeaf(OffsetRuns.Kind kind, long offset, MessageDigest digest, ByteBuf entry) {
    digest.update(entry.array(), 0, entry.size());
    try {
      digest.digest(leaf, 0, leaf.length);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    leaves.putBytes(leaf, 0, leaf.length);
    runs.add(kind, offset);
    rows++;
  }

  void addLeavesTo(MerkleTree tree) {
    for (int i = 0; i < leaves.size(); i += MerkleTree.HASH_LENGTH) {
      tree.addLeafHash(leaves.array(), i);
    }
  }
}
