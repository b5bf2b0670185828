package io.verity.audit.trail.clickhouse;

import com.clickhouse.client.api.ServerException;
import io.verity.audit.trail.TrailStoreException;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Which of ClickHouse's errors pass by themselves. What is not in the table is fatal: a commit
 * cannot fail on data, so an unknown error means that something is wrong that waiting does not
 * mend.
 */
final class ClickHouseErrors {

  private static final Map<Integer, String> RETRYABLE =
      Map.ofEntries(
          Map.entry(3, "UNEXPECTED_END_OF_FILE"),
          Map.entry(74, "CANNOT_READ_FROM_FILE_DESCRIPTOR"),
          Map.entry(75, "CANNOT_WRITE_TO_FILE_DESCRIPTOR"),
          Map.entry(95, "CANNOT_READ_FROM_SOCKET"),
          Map.entry(96, "CANNOT_WRITE_TO_SOCKET"),
          Map.entry(159, "TIMEOUT_EXCEEDED"),
          Map.entry(160, "TOO_SLOW"),
          Map.entry(201, "QUOTA_EXCEEDED"),
          Map.entry(202, "TOO_MANY_SIMULTANEOUS_QUERIES"),
          Map.entry(203, "NO_FREE_CONNECTION"),
          Map.entry(209, "SOCKET_TIMEOUT"),
          Map.entry(210, "NETWORK_ERROR"),
          Map.entry(236, "ABORTED"),
          Map.entry(241, "MEMORY_LIMIT_EXCEEDED"),
          Map.entry(242, "TABLE_IS_READ_ONLY"),
          Map.entry(243, "NOT_ENOUGH_SPACE"),
          Map.entry(244, "UNEXPECTED_ZOOKEEPER_ERROR"),
          Map.entry(252, "TOO_MANY_PARTS"),
          Map.entry(254, "NO_ACTIVE_REPLICAS"),
          Map.entry(279, "ALL_CONNECTION_TRIES_FAILED"),
          Map.entry(285, "TOO_FEW_LIVE_REPLICAS"),
          Map.entry(286, "UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE"),
          Map.entry(289, "REPLICA_IS_NOT_IN_QUORUM"),
          Map.entry(290, "LIMIT_EXCEEDED"),
          Map.entry(319, "UNKNOWN_STATUS_OF_INSERT"),
          Map.entry(394, "QUERY_WAS_CANCELLED"),
          Map.entry(425, "SYSTEM_ERROR"),
          Map.entry(473, "DEADLOCK_AVOIDED"),
          Map.entry(499, "S3_ERROR"),
          Map.entry(734, "QUERY_WAS_CANCELLED_BY_CLIENT"),
          Map.entry(999, "KEEPER_EXCEPTION"),
          Map.entry(1001, "STD_EXCEPTION"));

  private ClickHouseErrors() {}

  /** Says what failed; an error without an answer from the server is retryable. */
  static TrailStoreException translate(String what, ClickHouseAccess access, Throwable failure) {
    Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof ServerException server && server.getCode() > 0) {
        int code = server.getCode();
        return new TrailStoreException(
            what + ": " + firstLine(server.getMessage()), code, isRetryable(code), cause);
      }
    }
    return new TrailStoreException(
        what
            + ": no answer from ClickHouse at "
            + access.url()
            + ": "
            + TlsProblem.in(cause).map(TlsProblem::words).orElse(firstLine(rootMessage(cause))),
        0,
        true,
        cause);
  }

  static boolean isRetryable(int code) {
    return RETRYABLE.containsKey(code);
  }

  private static String rootMessage(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private static String firstLine(String message) {
    if (message == null) {
      return "(no message)";
    }
    String line = message.lines().findFirst().orElse("");
    return line.length() <= 400 ? line : line.substring(0, 400) + "...";
  }
}
