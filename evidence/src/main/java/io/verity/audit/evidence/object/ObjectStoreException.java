package io.verity.audit.evidence.object;

/**
 * An object store did not do what it was asked; the message is for a person and holds no secret.
 */
public final class ObjectStoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean mayPass;

  /**
   * @param mayPass whether the same call may succeed later: the store is away or full
   */
  public ObjectStoreException(String message, boolean mayPass, Throwable cause) {
    super(message, cause);
    this.mayPass = mayPass;
  }

  public boolean mayPass() {
    return mayPass;
  }
}
