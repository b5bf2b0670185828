package io.verity.audit.store;

/**
 * The requester's key belongs to another request of theirs: each request needs a key of its own.
 */
public final class IdempotencyException extends StoreException {

  private static final long serialVersionUID = 1L;

  IdempotencyException(String message) {
    super(message);
  }
}
