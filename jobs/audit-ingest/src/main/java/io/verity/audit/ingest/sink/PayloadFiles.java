package io.verity.audit.ingest.sink;

import io.verity.audit.ingest.recovery.TrailStoppedException;
import io.verity.audit.ingest.sink.BatchCommittable.Inline;
import io.verity.audit.ingest.sink.BatchCommittable.Spilled;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The payloads of committables: opened to be sent, deleted once the ledger has their offsets. */
final class PayloadFiles {

  private static final Logger LOG = LoggerFactory.getLogger(PayloadFiles.class);

  private PayloadFiles() {}

  /**
   * The compressed rows of a batch whose offsets nothing covers yet.
   *
   * @throws TrailStoppedException where the segment is gone: nobody else has these rows, but Kafka
   *     may
   */
  static InputStream open(BatchCommittable batch) throws IOException {
    if (batch.payload() instanceof Inline inline) {
      return new ByteArrayInputStream(inline.bytes());
    }
    Spilled spilled = (Spilled) batch.payload();
    try {
      return SegmentFile.open(spilled);
    } catch (FileNotFoundException e) {
      throw new TrailStoppedException(
          "the spilled rows of "
              + batch.meta()
              + " are missing ("
              + spilled.segment()
              + ") and the ledger does not cover their offsets. Restore the file, or start the job"
              + " without state: it then reads from the first offset that the ledger does not cover",
          e);
    }
  }

  /**
   * Deletes the segments of which every batch is among {@code covered}. What is left, after a
   * rescale for example, goes with the sweep at the next start.
   */
  static void deleteCovered(Collection<BatchCommittable> covered) {
    Map<String, Long> seen =
        covered.stream()
            .filter(batch -> batch.payload() instanceof Spilled)
            .map(batch -> (Spilled) batch.payload())
            .collect(Collectors.groupingBy(Spilled::segment, Collectors.counting()));
    covered.stream()
        .filter(batch -> batch.payload() instanceof Spilled)
        .map(batch -> (Spilled) batch.payload())
        .filter(spilled -> seen.get(spilled.segment()) == spilled.batchesInSegment())
        .map(Spilled::segment)
        .distinct()
        .forEach(PayloadFiles::delete);
  }

  private static void delete(String segment) {
    try {
      Path path = new Path(segment);
      path.getFileSystem().delete(path, false);
    } catch (IOException e) {
      LOG.warn("{} could not be deleted; the next start tries again: {}", segment, e.getMessage());
    }
  }
}
