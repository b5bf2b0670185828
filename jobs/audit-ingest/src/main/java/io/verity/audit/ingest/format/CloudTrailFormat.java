package io.verity.audit.ingest.format;

/**
 * AWS CloudTrail's records, {@code cloudtrail}: one record of a log file to a Kafka record, as it
 * is. What the columns are made of: {@link CloudTrailDecoder}.
 */
public final class CloudTrailFormat implements InputFormat {

  @Override
  public String name() {
    return "cloudtrail";
  }

  @Override
  public EventDecoder newDecoder(DecoderLimits limits) {
    return new CloudTrailDecoder(limits);
  }
}
