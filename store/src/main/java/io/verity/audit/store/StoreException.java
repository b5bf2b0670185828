package io.verity.audit.store;

import java.sql.SQLException;

/** PostgreSQL could not do what it was asked; the message says for a person what and why. */
public class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean unreachable;

  public StoreException(String message) {
    this(message, null, false);
  }

  /** What PostgreSQL or its driver said to somebody else, in the same words as to the store. */
  public static StoreException of(DatabaseAccess access, SQLException e) {
    return StoreErrors.of(access, e);
  }

  StoreException(String message, Throwable cause, boolean unreachable) {
    super(message, cause);
    this.unreachable = unreachable;
  }

  /** Whether the server was away, so that the same call may succeed later. */
  public boolean isUnreachable() {
    return unreachable;
  }
}
