package io.verity.audit.store;

/** This attempt does not hold the run (any more): a newer one does, or the run has ended. */
public final class FencedException extends StoreException {

  private static final long serialVersionUID = 1L;

  FencedException(String message) {
    super(message);
  }
}
