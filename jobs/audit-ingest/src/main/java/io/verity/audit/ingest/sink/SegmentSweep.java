package io.verity.audit.ingest.sink;

import io.verity.audit.trail.BatchMeta;
import io.verity.audit.trail.OffsetRuns.Run;
import io.verity.audit.trail.OffsetSet;
import io.verity.audit.trail.TrailStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the segments that nobody can need any more: those whose every offset the ledger covers,
 * and those that were never finished, once they are old. Run at start, by one subtask.
 */
final class SegmentSweep {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentSweep.class);
  private static final Duration UNFINISHED_KEPT = Duration.ofDays(1);

  private final TrailStore store;
  private final Map<UUID, Map<Integer, OffsetSet>> coverage = new HashMap<>();

  SegmentSweep(TrailStore store) {
    this.store = store;
  }

  /** How many segments were removed. */
  int sweep(Path folder) throws IOException {
    FileSystem files = folder.getFileSystem();
    FileStatus[] found = files.exists(folder) ? files.listStatus(folder) : null;
    if (found == null) {
      return 0;
    }
    int removed = 0;
    for (FileStatus file : found) {
      if (file.getPath().getName().endsWith(SegmentFile.SUFFIX) && isObsolete(file)) {
        files.delete(file.getPath(), false);
        removed++;
      }
    }
    LOG.info("{} of {} spilled segments were no longer needed", removed, found.length);
    return removed;
  }

  private boolean isObsolete(FileStatus file) {
    Optional<List<BatchMeta>> batches;
    try {
      batches = SegmentFile.readFooter(file);
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{} can't be read, and is kept: {}", file.getPath(), e.getMessage());
      return false;
    }
    if (batches.isEmpty()) {
      long age = System.currentTimeMillis() - file.getModificationTime();
      return age > UNFINISHED_KEPT.toMillis();
    }
    return batches.get().stream().allMatch(this::isCovered);
  }

  private boolean isCovered(BatchMeta batch) {
    Map<Integer, OffsetSet> covered = coverage.computeIfAbsent(batch.topicId(), store::coverage);
    for (Run run : batch.runs().asList()) {
      OffsetSet set = covered.get(run.partition());
      if (set == null || !set.missing(run).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
