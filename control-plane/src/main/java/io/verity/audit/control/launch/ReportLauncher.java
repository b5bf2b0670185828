package io.verity.audit.control.launch;

/**
 * A way to run the report job. All calls may be repeated, by this replica or by another one that
 * took the run over, and from several threads; none waits for a report to be made.
 */
public interface ReportLauncher extends AutoCloseable {

  /**
   * Starts the attempt; one that was started already is left as it is.
   *
   * @throws LaunchException where that failed; it may have been started all the same
   */
  void launch(LaunchRequest request) throws LaunchException, InterruptedException;

  /**
   * Looks after the attempt.
   *
   * @throws LaunchException where that can't be known now, as the cluster does not answer
   */
  LaunchState state(LaunchRequest request) throws LaunchException, InterruptedException;

  /** Stops the attempt, where there is one; it may be at work for a while yet. */
  void cancel(LaunchRequest request) throws LaunchException, InterruptedException;

  /** Removes what an attempt that is over has left behind. */
  void cleanUp(LaunchRequest request) throws LaunchException, InterruptedException;

  /** Whether its jobs end with this replica, or go on for another one to look after. */
  default boolean endsWithReplica() {
    return false;
  }

  @Override
  void close();
}
