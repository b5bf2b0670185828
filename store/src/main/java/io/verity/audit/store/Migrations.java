package io.verity.audit.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings a database to the schema of {@code sql/postgres}, which travels in this jar. Applied
 * again, it changes nothing. The roles of {@code roles.sql} have to exist before.
 */
public final class Migrations {

  private static final String FOLDER = "postgres";
  private static final String LOCATION = "classpath:io/verity/audit/store/" + FOLDER;

  private Migrations() {}

  /**
   * @param owner the role that owns the database
   * @return how many migrations were missing
   */
  public static int apply(DatabaseAccess owner) {
    return apply(owner, "latest");
  }

  /** Up to a version, as an installation may have been left at. */
  static int apply(DatabaseAccess owner, String version) {
    try {
      MigrateResult result =
          Flyway.configure(Migrations.class.getClassLoader())
              .dataSource(owner.url(), owner.user(), owner.password())
              .locations(LOCATION)
              .target(version)
              .validateMigrationNaming(false)
              .load()
              .migrate();
      return result.migrationsExecuted;
    } catch (FlywayException e) {
      throw failure(owner, e);
    }
  }

  /** What a superuser runs before: creates the roles that do not exist yet. */
  public static String roles() {
    try (InputStream in = Migrations.class.getResourceAsStream(FOLDER + "/roles.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StoreException failure(DatabaseAccess owner, FlywayException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        StoreException told = StoreErrors.of(owner, sql);
        return told.saying("the schema could not be installed: " + told.getMessage(), e);
      }
    }
    return new StoreException(
        "the schema could not be installed in "
            + owner.server()
            + ": "
            + String.valueOf(e.getMessage()).strip(),
        e,
        false);
  }
}
