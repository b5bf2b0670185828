package io.verity.audit.store;

/** What was asked for contradicts what the store holds already; asking again will not help. */
public final class ConflictException extends StoreException {

  private static final long serialVersionUID = 1L;

  ConflictException(String message) {
    super(message);
  }
}
