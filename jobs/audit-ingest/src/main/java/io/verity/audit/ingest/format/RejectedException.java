package io.verity.audit.ingest.format;

/**
 * A record that is no audit event; the message is the reason, for a person to read. It has no stack
 * trace: where a topic is full of bad records, rejecting must not cost more than accepting.
 */
public final class RejectedException extends Exception {

  public RejectedException(String reason) {
    super(reason, null, false, false);
  }
}
