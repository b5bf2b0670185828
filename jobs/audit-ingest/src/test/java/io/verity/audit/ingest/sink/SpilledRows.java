package io.verity.audit.ingest.sink;

import io.verity.audit.trail.BatchMeta;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** What waits in finished segments for its commit. */
public final class SpilledRows {

  private SpilledRows() {}

  public static long count(java.nio.file.Path folder) {
    long rows = 0;
    try {
      Path path = new Path(folder.toUri());
      for (FileStatus file : path.getFileSystem().listStatus(path)) {
        if (file.getPath().getName().endsWith(SegmentFile.SUFFIX)) {
          rows +=
              SegmentFile.readFooter(file).orElse(List.of()).stream()
                  .mapToLong(BatchMeta::rows)
                  .sum();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
