package io.verity.audit.control;

import static io.verity.audit.control.config.ControlOption.CONTROL_DATABASE_PASSWORD;
import static io.verity.audit.control.config.ControlOption.CONTROL_DATABASE_PASSWORD_FILE;
import static io.verity.audit.control.config.ControlOption.CONTROL_DATABASE_USER;
import static io.verity.audit.control.config.SharedOption.REPORTER_DATABASE_URL;

import io.verity.audit.service.ConfigException;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.StoreException;

/** Knocks at PostgreSQL once, before anything waits for it. */
final class DatabaseCheck {

  private DatabaseCheck() {}

  /**
   * A server that is away is waited for, here as everywhere.
   *
   * @throws ConfigException where it is there and will not let the control plane in
   */
  static void of(DatabaseAccess access) {
    try (Database database = new Database(access)) {
      database.connection(connection -> connection.isValid(1));
    } catch (StoreException e) {
      if (!e.isUnreachable()) {
        throw new ConfigException(
            e.getMessage()
                + e.advice(
                    REPORTER_DATABASE_URL.name(),
                    CONTROL_DATABASE_USER.name(),
                    CONTROL_DATABASE_PASSWORD + " or " + CONTROL_DATABASE_PASSWORD_FILE),
            e);
      }
    }
  }
}
