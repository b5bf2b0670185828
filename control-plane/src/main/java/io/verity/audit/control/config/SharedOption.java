package io.verity.audit.control.config;

import io.verity.audit.service.EnvironmentOption;
import java.util.Optional;

/**
 * The report job's variables that the control plane goes by as well; see the job for the others.
 */
public enum SharedOption implements EnvironmentOption {
  REPORTER_DATABASE_URL(null, "PostgreSQL connection string, postgresql://host:port/database"),
  REPORTER_OUTPUT_DIR("/tmp/reports", "folder that finished reports are published in"),
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
