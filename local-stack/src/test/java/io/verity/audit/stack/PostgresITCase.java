package io.verity.audit.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.store.AccessLog;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.Migrations;
import io.verity.audit.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a stack's PostgreSQL; the other servers play no part. */
class PostgresITCase {

  @TempDir static Path folder;
  private static final List<String> PROGRESS = new CopyOnWriteArrayList<>();
  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack =
        LocalStack.in(folder).environment(alone()).progress(PROGRESS::add).withPostgres().start();
  }

  @AfterAll
  static void stop() {
    List<ProcessHandle> family = family(stack);
    assertThat(family).hasSizeGreaterThan(2);
    stack.close();
    assertThat(stack.postgres().isAlive()).isFalse();
    assertThat(family).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void answersWithItsSchema() {
    assertThat(stack.postgresUrl()).matches("jdbc:postgresql://127\\.0\\.0\\.1:\\d+/verity");
    assertThat(query(stack, "admin", "SHOW server_version")).startsWith("18.");
    assertThat(query(stack, "admin", "SHOW log_timezone")).isEqualTo("UTC");
    assertThat(query(stack, "admin", "SHOW server_encoding")).isEqualTo("UTF8");
    assertThat(query(stack, "admin", "SELECT lower('ÄÖ')")).isEqualTo("äö");
    assertThat(query(stack, "reporter", "SELECT count(*) FROM report_runs")).isEqualTo("0");
    assertThat(query(stack, "admin", "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
        .isEqualTo("f");
    assertThat(PROGRESS).hasSize(2).first().asString().startsWith("Starting PostgreSQL 18");
  }

  @Test
  void aSchemaThatIsThereStaysAsItIs() {
    assertThat(Migrations.apply(access(stack, "admin"))).isZero();
  }

  @Test
  void comesBackWithItsDataAfterAKill() {
    long pid = stack.postgres().pid();
    String url = stack.postgresUrl();
    List<ProcessHandle> family = family(stack);
    log(stack, "before the kill");

    stack.postgres().kill();
    assertThat(family).noneMatch(ProcessHandle::isAlive);
    assertThatThrownBy(() -> query(stack, "auditor", "SELECT 1"))
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.isUnreachable()).isTrue())
        .hasMessageContaining("can't be reached")
        .hasMessageContaining("127.0.0.1");
    stack.postgres().restart();

    assertThat(stack.postgres().pid()).isNotEqualTo(pid);
    assertThat(stack.postgresUrl()).isEqualTo(url);
    assertThat(logged(stack, "before the kill")).isEqualTo("1");
  }

  /** The kernel may have given the number to somebody else by now. */
  @Test
  void startsWhereTheMarkOfADeadServerNamesALivingProcess() throws IOException {
    stack.postgres().kill();
    Path mark = folder.resolve("stack/postgres/data/postmaster.pid");
    assertThat(mark).exists();
    List<String> lines = Files.readAllLines(mark);
    lines.set(0, Long.toString(ProcessHandle.current().pid()));
    Files.write(mark, lines);

    stack.postgres().restart();

    assertThat(query(stack, "auditor", "SELECT 1")).isEqualTo("1");
  }

  @Test
  void stopsAtOnceThoughAClientIsConnected() {
    try (Database client = new Database(access(stack, "auditor"))) {
      String answer =
          client.connection(
              connection -> {
                stack.postgres().stop();
                return "stopped";
              });
      assertThat(answer).isEqualTo("stopped");
    }
    assertThat(LogTail.of(stack.postgres().logFile()))
        .contains("received fast shutdown request")
        .contains("database system is shut down");
    stack.postgres().restart();
  }

  @Test
  void aDatabaseFindsTheServerAgainThatWasAway() {
    try (Database database = new Database(access(stack, "reporter"))) {
      AccessLog log = new AccessLog(database);
      log.record("a", "TEST", "return", "OK", null);
      stack.postgres().restart();
      log.record("a", "TEST", "return", "OK", null);
    }
    assertThat(logged(stack, "return")).isEqualTo("2");
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    for (String name : List.of("", "postgres-accounts.properties", "postgres/data")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("stack").resolve(name))))
          .as(name)
          .endsWith("------");
    }
    assertThat(stack.postgresAccount("admin").toString())
        .doesNotContain(stack.postgresAccount("admin").password());
    assertThat(Files.readString(stack.postgres().logFile()))
        .doesNotContain(stack.postgresAccount("admin").password())
        .doesNotContain("PASSWORD");
  }

  @Test
  void aWrongPasswordIsRefused() {
    DatabaseAccess wrong = new DatabaseAccess(stack.postgresUrl(), "verity_auditor", "wrong");
    try (Database database = new Database(wrong)) {
      assertThatThrownBy(() -> database.connection(connection -> null))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.isUnreachable()).isFalse())
          .hasMessageContaining("refuses the login of \"verity_auditor\"");
    }
  }

  @Test
  void oneOfTheEnvironmentIsUsedAndNoneStarted(@TempDir Path other) {
    Map<String, String> environment = alone();
    environment.put(
        PostgresPart.EXTERNAL, stack.postgresUrl().replace("jdbc:", "").replace("//", "//u:p@"));
    environment.put(
        "VERITY_POSTGRES_AUDITOR_PASSWORD", stack.postgresAccount("auditor").password());
    try (LocalStack external =
        LocalStack.in(other).environment(environment).withPostgres().start()) {
      assertThat(external.postgresUrl()).isEqualTo(stack.postgresUrl());
      assertThat(query(external, "auditor", "SELECT 1")).isEqualTo("1");
      assertThatThrownBy(() -> external.postgresAccount("admin"))
          .hasMessageContaining("VERITY_POSTGRES_ADMIN_PASSWORD is not set");
      assertThatThrownBy(external::postgres).isInstanceOf(IllegalStateException.class);
    }
    assertThat(other.resolve("stack/postgres")).doesNotExist();
  }

  @Test
  void aSecondStackContinuesLater(@TempDir Path other) {
    String url;
    Account reporter;
    try (LocalStack second = LocalStack.in(other).environment(alone()).withPostgres().start()) {
      url = second.postgresUrl();
      reporter = second.postgresAccount("reporter");
      log(second, "second");
    }
    try (LocalStack again = LocalStack.in(other).environment(alone()).withPostgres().start()) {
      assertThat(again.postgresUrl()).isEqualTo(url).isNotEqualTo(stack.postgresUrl());
      assertThat(again.postgresAccount("reporter")).isEqualTo(reporter);
      assertThat(logged(again, "second")).isEqualTo("1");
    }
    try (LocalStack without = LocalStack.in(other).environment(alone()).start()) {
      assertThatThrownBy(without::postgresUrl).hasMessageContaining("withPostgres()");
    }
  }

  @Test
  void aFolderOfAnEarlierVersionGetsTheAccountsThatItLacks(@TempDir Path other) throws IOException {
    Path accounts = StackFolder.in(other).postgresAccounts();
    Account reporter;
    try (LocalStack earlier = LocalStack.in(other).environment(alone()).withPostgres().start()) {
      reporter = earlier.postgresAccount("reporter");
      Account superuser =
          new Account("postgres", PropertyFiles.read(accounts).getProperty("postgres"));
      try (Database database =
          new Database(
              new DatabaseAccess(earlier.postgresUrl(), superuser.user(), superuser.password()))) {
        database.connection(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("DROP OWNED BY verity_operator");
                return statement.execute("DROP ROLE verity_operator");
              }
            });
      }
    }
    Files.write(
        accounts,
        Files.readAllLines(accounts).stream().filter(l -> !l.startsWith("operator")).toList());
    try (LocalStack now = LocalStack.in(other).environment(alone()).withPostgres().start()) {
      assertThat(query(now, "operator", "SELECT current_user")).isEqualTo("verity_operator");
      assertThat(now.postgresAccount("reporter")).isEqualTo(reporter);
    }
  }

  private static Map<String, String> alone() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put(KafkaPart.EXTERNAL, "127.0.0.1:1");
    environment.put(ClickHousePart.EXTERNAL, "http://127.0.0.1:1");
    return environment;
  }

  private static List<ProcessHandle> family(LocalStack stack) {
    ProcessHandle launcher = ProcessHandle.of(stack.postgres().pid()).orElseThrow();
    return Stream.concat(Stream.of(launcher), launcher.descendants()).toList();
  }

  private static DatabaseAccess access(LocalStack stack, String name) {
    Account account = stack.postgresAccount(name);
    return new DatabaseAccess(stack.postgresUrl(), account.user(), account.password());
  }

  private static void log(LocalStack stack, String object) {
    try (Database database = new Database(access(stack, "reporter"))) {
      new AccessLog(database).record("somebody", "TEST", object, "OK", "{\"a\": 1}");
    }
  }

  private static String logged(LocalStack stack, String object) {
    return query(
        stack, "auditor", "SELECT count(*) FROM access_log WHERE object = '" + object + "'");
  }

  private static String query(LocalStack stack, String name, String sql) {
    try (Database database = new Database(access(stack, name))) {
      return database.connection(
          connection -> {
            try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
              row.next();
              return row.getString(1);
            }
          });
    }
  }
}
