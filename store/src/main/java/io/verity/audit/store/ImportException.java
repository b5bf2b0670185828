package io.verity.audit.store;

/** A file of reference data is not as it has to be, and nothing of it was imported. */
public final class ImportException extends StoreException {

  private static final long serialVersionUID = 1L;

  ImportException(String message) {
    super(message);
  }

  ImportException(String message, Throwable cause) {
    super(message, cause, false);
  }
}
