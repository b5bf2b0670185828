package io.verity.audit.collect.engine;

/** What was asked for can't be collected; asking again will not help. The message says why. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
