package io.verity.audit.stack;

import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** How the local PostgreSQL is started, asked and stopped. */
final class PostgresServer implements Server {

  private static final String HEAP = "32m";

  private final PostgresCluster cluster;
  private final Account superuser;

  PostgresServer(PostgresCluster cluster, Account superuser) {
    this.cluster = cluster;
    this.superuser = superuser;
  }

  DatabaseAccess access(String database, Account account) {
    return new DatabaseAccess(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(cluster.port(), database),
        account.user(),
        account.password());
  }

  DatabaseAccess superuser(String database) {
    return access(database, superuser);
  }

  @Override
  public String name() {
    return "PostgreSQL 18";
  }

  @Override
  public Path folder() {
    return cluster.folder();
  }

  @Override
  public List<String> prepare() {
    try {
      Files.createDirectories(folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cluster.prepare(superuser.password(), logFile());
    return new JavaCommand(
            PostgresServerMain.class,
            HEAP,
            folder(),
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
        .with(List.of(folder().toString(), Integer.toString(cluster.port())));
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  /** The password tells this server from another on the same port. */
  @Override
  public boolean answers() {
    try (Database database = new Database(superuser("postgres"))) {
      return database.connection(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute("SELECT 1");
            }
          });
    } catch (StoreException e) {
      return false;
    }
  }

  @Override
  public void askToStop(Process process) {
    process.toHandle().destroy();
  }
}
