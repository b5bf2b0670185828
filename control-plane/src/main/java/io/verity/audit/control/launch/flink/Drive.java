package io.verity.audit.control.launch.flink;

import io.verity.audit.control.launch.LaunchState;

/** One call that runs a driver, from the moment it is sent. */
final class Drive {

  private volatile LaunchState outcome;
  private volatile boolean cancelled;

  /** How it stands where the cluster has no such job. */
  LaunchState withoutJob() {
    LaunchState known = outcome;
    return known == null ? LaunchState.RUNNING : known;
  }

  boolean isOver() {
    return outcome != null;
  }

  /** Answered, or the answer is lost: what the cluster knows of the job is all there is to know. */
  void leaveToCluster() {
    outcome = LaunchState.UNKNOWN;
  }

  void fail(String reason) {
    outcome = LaunchState.failed(reason);
  }

  void cancel() {
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled;
  }
}
