package io.verity.audit.cli;

/** A command cannot go on; the message says for a person what happened, to what, and what to do. */
public final class CliException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CliException(String message) {
    super(message);
  }

  public CliException(String message, Throwable cause) {
    super(message, cause);
  }
}
