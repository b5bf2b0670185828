/**
 * From a Kafka record's bytes to an audit event, or to the reason why it is none.
 *
 * <p>{@link io.verity.audit.ingest.format.RecordDecoder} is the entrance; {@link
 * io.verity.audit.ingest.format.InputFormat} is what a further format implements. Whether a record
 * is accepted depends on its bytes and on {@link io.verity.audit.ingest.format.DecoderLimits}
 * alone, never on the records before it.
 */
package io.verity.audit.ingest.format;
