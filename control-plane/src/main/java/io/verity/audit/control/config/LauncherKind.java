package io.verity.audit.control.config;

/** Where report jobs run. */
public enum LauncherKind {
  /** In a process beside this one that keeps a small Flink cluster warm. */
  WORKER,
  /** On a session cluster, by its REST API. */
  FLINK,
  /** On Kubernetes, by the Flink operator. */
  KUBERNETES,
  /** Nowhere: this replica takes requests and launches nothing. */
  NONE
}
