package io.verity.audit.control.launch;

/**
 * What a launcher knows of an attempt. Whether the report was made is not among it: that stands in
 * the run's row, where the job writes it, fenced by its attempt.
 *
 * @param reason why it failed, for a person; null otherwise
 */
public record LaunchState(Kind kind, String reason) {

  /** How an attempt stands. */
  public enum Kind {
    /** On its way or at work. */
    RUNNING,
    /** Came to its end by itself. */
    ENDED,
    /** Ended by a failure, or was cancelled. */
    FAILED,
    /** Nobody knows of it: never started, or its cluster is gone and will not come back with it. */
    UNKNOWN
  }

  public static final LaunchState RUNNING = new LaunchState(Kind.RUNNING, null);
  public static final LaunchState ENDED = new LaunchState(Kind.ENDED, null);
  public static final LaunchState UNKNOWN = new LaunchState(Kind.UNKNOWN, null);

  public static LaunchState failed(String reason) {
    return new LaunchState(Kind.FAILED, reason);
  }
}
