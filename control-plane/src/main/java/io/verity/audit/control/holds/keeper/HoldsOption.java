package io.verity.audit.control.holds.keeper;

import io.verity.audit.service.EnvironmentOption;
import java.util.Optional;

/** Every {@code HOLDS_} variable there is: the one place that knows their names and defaults. */
public enum HoldsOption implements EnvironmentOption {
  HOLDS_DATABASE_URL(null, "PostgreSQL connection string, postgresql://host:port/database"),
  HOLDS_DATABASE_USER("verity_operator", "account of the keeper of holds in PostgreSQL"),
  HOLDS_DATABASE_PASSWORD("", "its password"),
  HOLDS_DATABASE_PASSWORD_FILE("", "file that holds the password instead"),
  HOLDS_CLICKHOUSE_URL(null, "ClickHouse HTTP URL, http[s]://host:port"),
  HOLDS_CLICKHOUSE_USER("operator", "account of the keeper of holds in ClickHouse"),
  HOLDS_CLICKHOUSE_PASSWORD("", "its password"),
  HOLDS_CLICKHOUSE_PASSWORD_FILE("", "file that holds the password instead"),
  HOLDS_CLICKHOUSE_CERTIFICATES(
      "", "PEM file of authorities to trust for ClickHouse; empty: those of Java"),
  HOLDS_PARENT_WATCH("false", "true: end when the standard input does"),
  HOLDS_LOG_LEVEL("INFO", "log level");

  private final String defaultValue;
  private final String description;

  HoldsOption(String defaultValue, String description) {
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
