package io.verity.audit.ingest;

import io.verity.audit.service.ConfigException;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses the savepoint of another job by name, before Flink does by an operator's hash. */
final class SavepointCheck {

  private static final Logger LOG = LoggerFactory.getLogger(SavepointCheck.class);

  private SavepointCheck() {}

  /**
   * Leaves one that is not there to Flink: a job that is recovered does not need it any more.
   *
   * @param ours the operators of this job
   */
  static void check(ReadableConfig flink, Set<String> ours) {
    Optional<String> path = flink.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
    if (path.isEmpty() || flink.get(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE)) {
      return;
    }
    try {
      Set<String> theirs = operators(path.get());
      theirs.removeAll(ours);
      if (!theirs.isEmpty()) {
        throw new ConfigException(
            path.get()
                + " is the savepoint of another job: it has state of "
                + String.join(", ", theirs)
                + ", and audit-ingest has "
                + String.join(", ", ours)
                + ". Name one of audit-ingest, or none: without state nothing is lost or doubled"
                + " either, as the ledger says where to go on");
      }
    } catch (IOException e) {
      LOG.info("savepoint {} could not be looked at: {}", path.get(), e.getMessage());
    }
  }

  /** Flink lets go what has none. */
  private static boolean hasState(OperatorState operator) {
    return operator.getStates().stream().anyMatch(OperatorSubtaskState::hasState);
  }

  private static Set<String> operators(String path) throws IOException {
    CompletedCheckpointStorageLocation location =
        AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path);
    try (DataInputStream in = new DataInputStream(location.getMetadataHandle().openInputStream())) {
      CheckpointMetadata metadata =
          Checkpoints.loadCheckpointMetadata(
              in, SavepointCheck.class.getClassLoader(), location.getExternalPointer());
      return metadata.getOperatorStates().stream()
          .filter(SavepointCheck::hasState)
          .map(OperatorState::getOperatorUid)
          .flatMap(Optional::stream)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
