package io.verity.audit.ingest.source;

import io.verity.audit.ingest.record.SourceRecord;
import io.verity.audit.trail.RejectedRow;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Hands a Kafka record on as it is: whether it is an event is for the decoder to say. */
final class RawRecordSchema implements KafkaRecordDeserializationSchema<SourceRecord> {

  private static final long serialVersionUID = 1L;
  private static final String FORMAT_HEADER = "verity-format";
  private static final RejectedRow.Header[] NO_HEADERS = {};

  private transient SourceRecord reused;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> out) {
    if (reused == null) {
      reused = new SourceRecord();
    }
    Header[] source = record.headers().toArray();
    RejectedRow.Header[] headers =
        source.length == 0 ? NO_HEADERS : new RejectedRow.Header[source.length];
    byte[] format = null;
    for (int i = 0; i < source.length; i++) {
      headers[i] = new RejectedRow.Header(source[i].key(), source[i].value());
      if (FORMAT_HEADER.equals(source[i].key())) {
        format = source[i].value();
      }
    }
    reused.set(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        format,
        headers);
    out.collect(reused);
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return TypeInformation.of(SourceRecord.class);
  }
}
