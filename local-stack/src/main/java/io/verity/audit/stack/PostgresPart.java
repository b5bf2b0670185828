package io.verity.audit.stack;

import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.Migrations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The PostgreSQL of a stack: its own with roles and schema, or an external one left untouched. */
record PostgresPart(String url, Accounts accounts, Optional<ServerProcess> process) {

  static final String EXTERNAL = "REPORTER_DATABASE_URL";

  private static final String DATABASE = "verity";
  private static final String ROLE_PREFIX = "verity_";
  private static final List<String> LOGINS =
      List.of(Accounts.ADMIN, "reporter", "importer", "auditor", "control", "operator");
  private static final Accounts.Kind OURS =
      new Accounts.Kind(
          "Postgres",
          List.of(
              Accounts.ADMIN,
              "reporter",
              "importer",
              "auditor",
              "control",
              "operator",
              PostgresCluster.SUPERUSER));
  private static final Accounts.Kind THEIRS = new Accounts.Kind("Postgres", LOGINS);

  static boolean isExternal(Map<String, String> environment) {
    return !environment.getOrDefault(EXTERNAL, "").isBlank();
  }

  static PostgresPart external(Map<String, String> environment) {
    try {
      String url = new DatabaseAccess(environment.get(EXTERNAL), null, null).url();
      return new PostgresPart(url, Accounts.ofEnvironment(environment, THEIRS), Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new StackException(EXTERNAL + ": " + e.getMessage(), e);
    }
  }

  static PostgresPart start(
      StackFolder folder, StackPorts ports, Optional<ServerTls> tls, Consumer<String> progress) {
    Accounts accounts = Accounts.keptIn(folder.postgresAccounts(), OURS);
    PostgresServer server =
        new PostgresServer(
            new PostgresCluster(folder.postgres(), ports.of("postgres"), tls.orElse(null)),
            accounts.of(PostgresCluster.SUPERUSER));
    ServerProcess process = Starting.start(server, progress);
    PostgresPart part =
        new PostgresPart(server.superuser(DATABASE).url(), accounts, Optional.of(process));
    Starting.orKill(process, () -> part.install(server));
    return part;
  }

  /** As {@code sql/clickhouse}'s accounts, but a role of PostgreSQL belongs to a whole server. */
  Account account(String name) {
    if (!LOGINS.contains(name)) {
      throw new IllegalArgumentException("No account " + name + "; there are " + LOGINS + ".");
    }
    return new Account(ROLE_PREFIX + name, accounts.of(name).password());
  }

  /** All of it may be run again: a stack that has roles and schema keeps them. */
  private void install(PostgresServer server) {
    try (Database superuser = new Database(server.superuser("postgres"))) {
      superuser.connection(
          connection -> {
            createRoles(connection);
            createDatabase(connection);
            return null;
          });
    }
    Migrations.apply(server.access(DATABASE, account(Accounts.ADMIN)));
  }

  private void createRoles(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(Migrations.roles());
      for (String login : LOGINS) {
        Account account = account(login);
        statement.execute(
            "ALTER ROLE %s PASSWORD '%s'".formatted(account.user(), account.password()));
      }
    }
  }

  private void createDatabase(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery(
              "SELECT FROM pg_database WHERE datname = '%s'".formatted(DATABASE))) {
        if (found.next()) {
          return;
        }
      }
      statement.execute(
          "CREATE DATABASE %s OWNER %s".formatted(DATABASE, account(Accounts.ADMIN).user()));
    }
  }
}
