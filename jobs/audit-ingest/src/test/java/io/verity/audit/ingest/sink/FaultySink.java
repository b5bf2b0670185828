package io.verity.audit.ingest.sink;

/** The sink with another way to its store. */
public final class FaultySink {

  private FaultySink() {}

  public static AuditSink of(SinkSettings settings, AuditSink.StoreFactory stores) {
    return new AuditSink(settings, stores, null);
  }
}
