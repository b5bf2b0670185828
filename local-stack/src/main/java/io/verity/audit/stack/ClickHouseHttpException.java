package io.verity.audit.stack;

/** ClickHouse refused a query: its own error code (497 is ACCESS_DENIED) and its own words. */
public final class ClickHouseHttpException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;

  ClickHouseHttpException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** ClickHouse's error code, or 0 where the answer named none. */
  public int code() {
    return code;
  }
}
