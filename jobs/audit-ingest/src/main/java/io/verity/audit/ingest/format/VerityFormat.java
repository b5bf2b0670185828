package io.verity.audit.ingest.format;

/**
 * The trail's own format, {@code verity}: one JSON object with the columns of {@code verity_audit}
 * but {@code ingested_at}, which is the trail's to say.
 */
public final class VerityFormat implements InputFormat {

  @Override
  public String name() {
    return "verity";
  }

  @Override
  public EventDecoder newDecoder(DecoderLimits limits) {
    return new VerityDecoder(limits);
  }
}
