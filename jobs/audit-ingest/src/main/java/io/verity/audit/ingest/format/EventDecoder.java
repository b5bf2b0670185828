package io.verity.audit.ingest.format;

import io.verity.audit.trail.AuditEvent;

/** Reads records of one format. Not thread-safe: every task has its own. */
public interface EventDecoder {

  /**
   * Fills every column of {@code event}. Its slices may point into {@code value} or into this
   * decoder's own buffers, and are valid until the next call.
   *
   * @param value the record's value, at least one byte
   * @throws RejectedException if the record is no audit event; {@code event} is then undefined
   */
  void decode(byte[] value, AuditEvent event) throws RejectedException;
}
