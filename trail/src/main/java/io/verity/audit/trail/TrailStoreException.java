package io.verity.audit.trail;

/** A statement failed, or nobody knows whether it did. */
public final class TrailStoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final boolean retryable;

  /**
   * @param code ClickHouse's error code, or 0 where the server did not answer
   * @param retryable whether the same statement may succeed later
   */
  public TrailStoreException(String message, int code, boolean retryable, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.retryable = retryable;
  }

  public int code() {
    return code;
  }

  public boolean isRetryable() {
    return retryable;
  }
}
