package io.verity.audit.store;

import java.sql.SQLException;

/** PostgreSQL could not do what it was asked; the message says for a person what and why. */
public class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean unreachable;
  private final Remedy remedy;

  public StoreException(String message) {
    this(message, null, false);
  }

  /** What PostgreSQL or its driver said to somebody else, in the same words as to the store. */
  public static StoreException of(DatabaseAccess access, SQLException e) {
    return StoreErrors.of(access, e);
  }

  StoreException(String message, Throwable cause, boolean unreachable) {
    this(message, cause, unreachable, Remedy.NONE);
  }

  StoreException(String message, Throwable cause, boolean unreachable, Remedy remedy) {
    super(message, cause);
    this.unreachable = unreachable;
    this.remedy = remedy;
  }

  /** The same in other words. */
  StoreException saying(String message, Throwable cause) {
    return new StoreException(message, cause, unreachable, remedy);
  }

  /**
   * Which setting to look at, to follow the message: "; check ...", or nothing where none would
   * help. The arguments are the names that a program gives its settings.
   */
  public String advice(String url, String user, String password) {
    return switch (remedy) {
      case NONE -> "";
      case LOGIN -> "; check " + user + " and " + password;
      case CERTIFICATES -> "; check sslrootcert in " + url + ", the PEM file of its authority";
      case URL -> "; check " + url;
    };
  }

  /** Whether the server was away, so that the same call may succeed later. */
  public boolean isUnreachable() {
    return unreachable;
  }
}
