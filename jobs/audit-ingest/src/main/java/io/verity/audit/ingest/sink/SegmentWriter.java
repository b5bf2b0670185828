package io.verity.audit.ingest.sink;

import io.verity.audit.trail.BatchMeta;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * Spills closed batches to one segment file a checkpoint, so that neither heap nor state grows with
 * what waits for its commit. The file is closed, footer and all, before the checkpoint's
 * committables leave the writer: what a checkpoint refers to is whole.
 */
final class SegmentWriter {

  private final Path folder;
  private final String prefix;
  private final List<BatchMeta> batches = new ArrayList<>();
  private Path path;
  private FSDataOutputStream out;

  SegmentWriter(Path folder, String prefix) {
    this.folder = folder;
    this.prefix = prefix;
  }

  /** Where in the segment the payload went; the segment's name is known with {@link #finish}. */
  long append(BatchMeta meta, byte[] bytes, int length) throws IOException {
    if (out == null) {
      path = new Path(folder, prefix + "-" + UUID.randomUUID() + SegmentFile.SUFFIX);
      out = path.getFileSystem().create(path, WriteMode.NO_OVERWRITE);
    }
    long offset = out.getPos();
    out.write(bytes, 0, length);
    batches.add(meta);
    return offset;
  }

  /** How many batches the open segment holds. */
  int batches() {
    return batches.size();
  }

  /** Closes the segment and returns its path. */
  Path finish() throws IOException {
    SegmentFile.writeFooter(out, batches);
    out.sync();
    out.close();
    out = null;
    batches.clear();
    return path;
  }

  /** Gives up what is open: it belongs to no checkpoint. */
  void discard() throws IOException {
    if (out != null) {
      out.close();
      out = null;
      path.getFileSystem().delete(path, false);
    }
  }
}
