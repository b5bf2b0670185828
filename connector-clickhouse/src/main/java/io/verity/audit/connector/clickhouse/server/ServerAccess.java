package io.verity.audit.connector.clickhouse.server;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * How a ClickHouse server is reached. Its text form leaves the password out, so that no plan, log
 * or message ever shows one.
 *
 * @param certificates PEM file of the authorities to trust in place of Java's; empty for those
 * @param runId the report run to note in ClickHouse's query log, null for none
 */
public record ServerAccess(
    String url,
    String username,
    String password,
    String certificates,
    Duration socketTimeout,
    UUID runId)
    implements Serializable {

  public Optional<UUID> run() {
    return Optional.ofNullable(runId);
  }

  @Override
  public String toString() {
    return username + "@" + url;
  }
}
