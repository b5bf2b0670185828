package io.verity.audit.trail.clickhouse;

import java.io.Serializable;

/** Where the server is and as whom to speak to it. Never printed with its password. */
public record ClickHouseAccess(String url, String user, String password) implements Serializable {

  @Override
  public String toString() {
    return user + "@" + url;
  }
}
