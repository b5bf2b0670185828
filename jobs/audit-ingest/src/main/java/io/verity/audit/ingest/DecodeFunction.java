package io.verity.audit.ingest;

import io.verity.audit.ingest.format.DecoderLimits;
import io.verity.audit.ingest.format.InputFormats;
import io.verity.audit.ingest.format.RecordDecoder;
import io.verity.audit.ingest.format.RejectedException;
import io.verity.audit.ingest.record.AuditRecord;
import io.verity.audit.ingest.record.SourceRecord;
import java.time.Clock;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Validates before the sink, so that a commit cannot fail on data: an event, or a reason why not.
 */
final class DecodeFunction extends RichMapFunction<SourceRecord, AuditRecord> {

  private static final long serialVersionUID = 1L;

  private final String defaultFormat;
  private transient RecordDecoder decoder;
  private transient AuditRecord reused;

  DecodeFunction(String defaultFormat) {
    this.defaultFormat = defaultFormat;
  }

  @Override
  public void open(OpenContext context) {
    DecoderLimits limits =
        DecoderLimits.forRetention(
            Retention.PERIOD, Clock.systemUTC(), Retention.NEWEST_TIMESTAMP_MILLIS);
    decoder = new RecordDecoder(InputFormats.load(), defaultFormat, limits);
    reused = new AuditRecord();
  }

  @Override
  public AuditRecord map(SourceRecord source) {
    reused.source(source);
    try {
      decoder.decode(source.format(), source.value(), reused.event());
    } catch (RejectedException e) {
      reused.reject(e.getMessage());
    }
    return reused;
  }
}
