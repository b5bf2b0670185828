package io.verity.audit.control.config;

import io.verity.audit.service.EnvironmentOption;
import java.util.Optional;

/**
 * The report job's variables that the control plane goes by as well; see the job for the others.
 */
public enum SharedOption implements EnvironmentOption {
  REPORTER_DATABASE_URL(null, "PostgreSQL connection string, postgresql://host:port/database"),
  REPORTER_OUTPUT_DIR("/tmp/reports", "folder that finished reports are published in"),
  REPORTER_OBJECT_STORE(
      "",
      "object store of reports and evidence, s3://bucket[/prefix] or file:/folder; empty: none"),
  REPORTER_S3_ENDPOINT("", "URL of an S3 service that is not Amazon's"),
  REPORTER_S3_REGION("us-east-1", "its region"),
  REPORTER_S3_ACCESS_KEY("", "access key; empty: as the AWS SDK finds one"),
  REPORTER_S3_SECRET_KEY("", "secret key"),
  REPORTER_S3_SECRET_KEY_FILE("", "file that holds the secret key instead"),
  REPORTER_S3_ENCRYPTION("", "AES256, aws:kms or aws:kms:KEY; empty: the bucket's default"),
  REPORTER_RETENTION_DAYS("2557", "days for which nothing in the object store can be deleted"),
  REPORTER_FRAMEWORKS_DIR("", "folder with frameworks of your own, beside those built in"),
  REPORTER_MAX_CONCURRENT("3", "reports made at a time, by all replicas together");

  private final String defaultValue;
  private final String description;

  SharedOption(String defaultValue, String description) {
    this.defaultValue = defaultValue;
    this.description = description;
  }

  @Override
  public Optional<String> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  @Override
  public String description() {
    return description;
  }
}
