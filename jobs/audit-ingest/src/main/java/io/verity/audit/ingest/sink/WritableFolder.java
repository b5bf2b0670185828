package io.verity.audit.ingest.sink;

import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * Finds out at the start whether a folder takes files: a checkpoint that fails for hours is seen
 * too late.
 */
public final class WritableFolder {

  /** A full disk may still take a few bytes. */
  private static final int PROBE_BYTES = 1 << 18;

  private WritableFolder() {}

  /**
   * Writes a file and deletes it again.
   *
   * @throws IOException in words for a person
   */
  public static void require(Path folder) throws IOException {
    Path probe = new Path(folder, "verity-probe-" + UUID.randomUUID());
    try {
      FileSystem files = folder.getFileSystem();
      if (!files.mkdirs(folder)) {
        throw new IOException("it can't be made");
      }
      try {
        write(files, probe);
      } finally {
        files.delete(probe, false);
      }
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new IOException(
          folder
              + " takes no files ("
              + reason.replaceAll("\\s+", " ").strip()
              + "): make room, or let the user that Flink runs as write there",
          e);
    }
  }

  private static void write(FileSystem files, Path probe) throws IOException {
    try (FSDataOutputStream out = files.create(probe, WriteMode.NO_OVERWRITE)) {
      out.write(new byte[PROBE_BYTES]);
    }
  }
}
