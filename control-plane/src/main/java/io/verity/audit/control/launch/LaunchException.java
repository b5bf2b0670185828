package io.verity.audit.control.launch;

/** A launcher's cluster refused, or did not answer. The message is for a person. */
public final class LaunchException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean transientFailure;

  private LaunchException(String message, boolean transientFailure, Throwable cause) {
    super(message, cause);
    this.transientFailure = transientFailure;
  }

  /** May well work later. */
  public static LaunchException passing(String message, Throwable cause) {
    return new LaunchException(message, true, cause);
  }

  /** Would fail again, as the request or the configuration is wrong. */
  public static LaunchException lasting(String message, Throwable cause) {
    return new LaunchException(message, false, cause);
  }

  public boolean isTransient() {
    return transientFailure;
  }
}
