package io.verity.audit.evidence.catalog;

/** Controls can't be read; the message names the file and what is wrong in it. */
public final class CatalogException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CatalogException(String message, Throwable cause) {
    super(message, cause);
  }
}
