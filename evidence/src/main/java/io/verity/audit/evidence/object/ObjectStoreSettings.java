package io.verity.audit.evidence.object;

import java.io.Serializable;
import java.time.Duration;

/**
 * Which object store, and how to reach it.
 *
 * @param location {@code s3://bucket[/prefix]}, or {@code file:} and the absolute path of a folder;
 *     empty for none
 * @param endpoint of an S3 service that is not Amazon's; empty for Amazon's
 * @param accessKey empty: the AWS SDK's own chain of places to look
 * @param encryption {@code AES256}, {@code aws:kms} or {@code aws:kms:KEY-ID}; empty for the
 *     bucket's default
 */
public record ObjectStoreSettings(
    String location,
    String endpoint,
    String region,
    String accessKey,
    String secretKey,
    String encryption,
    Duration retention)
    implements Serializable {

  /** Seven years, two leap days included. */
  public static final Duration SEVEN_YEARS = Duration.ofDays(2557);

  public boolean isEmpty() {
    return location.isEmpty();
  }

  @Override
  public String toString() {
    return "ObjectStoreSettings[" + location + "]";
  }
}
