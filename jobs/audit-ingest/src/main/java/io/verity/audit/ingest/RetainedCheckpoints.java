package io.verity.audit.ingest;

import io.verity.audit.service.ConfigException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Finds the checkpoint that an earlier run left last: {@code <folder>/<job id>/chk-<n>/_metadata}.
 */
final class RetainedCheckpoints {

  private static final String METADATA = "_metadata";

  private RetainedCheckpoints() {}

  static Optional<String> newest(String folder) {
    Path root = new Path(folder);
    try {
      FileSystem files = root.getFileSystem();
      List<FileStatus> metadata = new ArrayList<>();
      for (FileStatus job : list(files, root)) {
        for (FileStatus checkpoint : list(files, job.getPath())) {
          Path path = new Path(checkpoint.getPath(), METADATA);
          if (checkpoint.getPath().getName().startsWith("chk-") && files.exists(path)) {
            metadata.add(files.getFileStatus(path));
          }
        }
      }
      return metadata.stream()
          .max(
              Comparator.comparingLong(FileStatus::getModificationTime)
                  .thenComparing(status -> status.getPath().toString()))
          .map(status -> status.getPath().getParent().toString());
    } catch (IOException e) {
      throw new ConfigException(
          "AUDIT_CHECKPOINT_DIR " + folder + " can't be searched: " + e.getMessage(), e);
    }
  }

  private static List<FileStatus> list(FileSystem files, Path folder) throws IOException {
    if (!files.exists(folder) || !files.getFileStatus(folder).isDir()) {
      return List.of();
    }
    FileStatus[] found = files.listStatus(folder);
    return found == null ? List.of() : List.of(found);
  }
}
