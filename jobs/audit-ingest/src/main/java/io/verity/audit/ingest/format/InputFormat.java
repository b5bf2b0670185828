package io.verity.audit.ingest.format;

/**
 * A way to write audit events into Kafka records. A further format is one class: implement this,
 * public with a public constructor without parameters, and name the class in {@code
 * META-INF/services/io.verity.audit.ingest.format.InputFormat}.
 */
public interface InputFormat {

  /** What the record header {@code verity-format} and the configuration call it. */
  String name();

  /** A decoder for one task; called once a task, at its start. */
  EventDecoder newDecoder(DecoderLimits limits);
}
