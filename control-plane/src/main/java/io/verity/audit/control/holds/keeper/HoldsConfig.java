package io.verity.audit.control.holds.keeper;

import static io.verity.audit.control.holds.keeper.HoldsOption.*;

import io.verity.audit.service.ConfigException;
import io.verity.audit.service.EnvironmentReader;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import java.util.Map;

/** The configuration of the keeper of holds, typed and checked. Never printed: it holds secrets. */
public record HoldsConfig(
    DatabaseAccess database, ClickHouseAccess clickHouse, boolean parentWatch, String logLevel) {

  /**
   * @throws ConfigException naming the variable that is missing, malformed or unknown
   */
  public static HoldsConfig fromEnvironment(Map<String, String> environment) {
    EnvironmentReader env = new EnvironmentReader(environment);
    env.refuseUnknown("HOLDS_", HoldsOption.values(), "the keeper of holds");
    return new HoldsConfig(
        database(env),
        new ClickHouseAccess(
            env.httpUrl(HOLDS_CLICKHOUSE_URL),
            env.text(HOLDS_CLICKHOUSE_USER),
            env.secret(HOLDS_CLICKHOUSE_PASSWORD, HOLDS_CLICKHOUSE_PASSWORD_FILE),
            env.certificates(HOLDS_CLICKHOUSE_CERTIFICATES, HOLDS_CLICKHOUSE_URL)),
        parentWatch(env.text(HOLDS_PARENT_WATCH)),
        env.logLevel(HOLDS_LOG_LEVEL));
  }

  private static DatabaseAccess database(EnvironmentReader env) {
    try {
      return new DatabaseAccess(
          env.text(HOLDS_DATABASE_URL),
          env.text(HOLDS_DATABASE_USER),
          env.secret(HOLDS_DATABASE_PASSWORD, HOLDS_DATABASE_PASSWORD_FILE));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(HOLDS_DATABASE_URL + ": " + e.getMessage(), e);
    }
  }

  private static boolean parentWatch(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new ConfigException(
          HOLDS_PARENT_WATCH + " is \"" + value + "\", which is not true or false");
    }
    return value.equals("true");
  }

  @Override
  public String toString() {
    return "HoldsConfig[" + database + ", " + clickHouse + "]";
  }
}
