package io.verity.audit.trail.clickhouse;

/** The thread was asked to stop while it waited for ClickHouse; its interrupt flag is set again. */
public final class InterruptedStoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InterruptedStoreException(String what, InterruptedException cause) {
    super(what + ": interrupted", cause);
  }
}
