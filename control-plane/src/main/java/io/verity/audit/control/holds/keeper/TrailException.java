package io.verity.audit.control.holds.keeper;

/** ClickHouse did not do what it was asked; the message is for a person and holds no secret. */
final class TrailException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean mayPass;

  /**
   * @param mayPass false where nothing will change until a person changes something
   */
  TrailException(String message, boolean mayPass, Throwable cause) {
    super(message, cause);
    this.mayPass = mayPass;
  }

  boolean mayPass() {
    return mayPass;
  }
}
