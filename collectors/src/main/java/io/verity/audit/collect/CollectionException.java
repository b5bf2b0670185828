package io.verity.audit.collect;

import java.time.Duration;

/** A source gave no evidence; the message is for a person and holds no secret. */
public final class CollectionException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean mayPass;
  private final Duration retryAfter;

  /**
   * @param mayPass whether the same request may succeed later
   * @param retryAfter as the source said; null where it did not
   */
  public CollectionException(
      String message, boolean mayPass, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.mayPass = mayPass;
    this.retryAfter = retryAfter;
  }

  public static CollectionException lasting(String message) {
    return new CollectionException(message, false, null, null);
  }

  public static CollectionException passing(String message, Throwable cause) {
    return new CollectionException(message, true, null, cause);
  }

  public boolean mayPass() {
    return mayPass;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
