package io.verity.audit.report.pack;

/** A pack that cannot be used; the message names the file and what is wrong in it. */
public final class PackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PackException(String message) {
    super(message);
  }

  PackException(String message, Throwable cause) {
    super(message, cause);
  }
}
