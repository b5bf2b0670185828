package io.verity.audit.store;

/** A value that cannot be imported; where it stands is added by who reads the file. */
final class BadValueException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String column;

  BadValueException(String reason) {
    this(null, reason);
  }

  BadValueException(String column, String reason) {
    super(reason);
    this.column = column;
  }

  /** Null where it is the column that was being read. */
  String column() {
    return column;
  }
}
