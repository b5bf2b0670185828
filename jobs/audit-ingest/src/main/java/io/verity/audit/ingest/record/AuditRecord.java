package io.verity.audit.ingest.record;

import io.verity.audit.trail.AuditEvent;

/**
 * A record with its verdict: an event, or the reason why it is none. Reused along the chain, as its
 * source record is.
 */
public final class AuditRecord {

  private SourceRecord source;
  private final AuditEvent event = new AuditEvent();
  private String rejection;

  public void source(SourceRecord source) {
    this.source = source;
    this.rejection = null;
  }

  public void reject(String reason) {
    this.rejection = reason;
  }

  public SourceRecord source() {
    return source;
  }

  /** Valid where {@link #rejection()} is null. */
  public AuditEvent event() {
    return event;
  }

  /** Why the record is no event, or null. */
  public String rejection() {
    return rejection;
  }
}
