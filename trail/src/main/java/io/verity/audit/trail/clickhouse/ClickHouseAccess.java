package io.verity.audit.trail.clickhouse;

import java.io.Serializable;

/**
 * Where the server is and as whom to speak to it. Never printed with its password.
 *
 * @param certificates PEM file of the authorities to trust in place of Java's; empty for those. Of
 *     a job, every task manager reads its own file of that name.
 */
public record ClickHouseAccess(String url, String user, String password, String certificates)
    implements Serializable {

  public ClickHouseAccess(String url, String user, String password) {
    this(url, user, password, "");
  }

  @Override
  public String toString() {
    return user + "@" + url;
  }
}
