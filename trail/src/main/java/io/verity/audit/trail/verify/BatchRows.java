package io.verity.audit.trail.verify;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.MerkleTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the rows of one batch amount to, gathered as they stream by in constant memory. */
final class BatchRows {

  private final BatchMeta claim;
  private final ExpectedOffsets offsets;
  private final MerkleTree tree = new MerkleTree();
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;
  private long rowsInRange;
  private long rowsOfOtherTopics;

  /**
   * @param claim what the ledger says of the batch; null where it says nothing
   */
  BatchRows(BatchMeta claim) {
    this.claim = claim;
    this.offsets = claim == null ? null : new ExpectedOffsets(claim);
  }

  void add(StoredRows row, TimeRange range) {
    tree.addLeafHash(row.leaf(), 0);
    min = Math.min(min, row.timeMillis());
    max = Math.max(max, row.timeMillis());
    rowsInRange += range.contains(row.timeMillis()) ? 1 : 0;
    if (claim != null) {
      offsets.accept(row.partition(), row.offset());
      rowsOfOtherTopics += row.topicId().equals(claim.topicId()) ? 0 : 1;
    }
  }

  long count() {
    return tree.leaves();
  }

  long inRange() {
    return rowsInRange;
  }

  /** How the rows differ from the claim, for a person; empty where they are exactly as claimed. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (count() != claim.rows()) {
      problems.add(
          "it has "
              + count()
              + " rows where the ledger says "
              + Long.toUnsignedString(claim.rows()));
    }
    String root = tree.rootHex();
    if (!root.equals(claim.root())) {
      problems.add("the root of its rows is " + root + ", not " + claim.root());
    }
    String mismatch = offsets.mismatch();
    if (mismatch != null) {
      problems.add(mismatch);
    }
    if (rowsOfOtherTopics > 0) {
      problems.add(rowsOfOtherTopics + " of its rows bear another topic's id");
    }
    if (count() > 0 && (min != claim.minTimestampMillis() || max != claim.maxTimestampMillis())) {
      problems.add(
          "its rows run from "
              + Instant.ofEpochMilli(min)
              + " to "
              + Instant.ofEpochMilli(max)
              + ", not from "
              + Instant.ofEpochMilli(claim.minTimestampMillis())
              + " to "
              + Instant.ofEpochMilli(claim.maxTimestampMillis()));
    }
    return problems;
  }
}
