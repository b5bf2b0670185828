package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationsITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  private static final String HISTORY =
      "SELECT string_agg(version || checksum || installed_on, ' ') FROM flyway_schema_history";

  @Test
  void appliedAgainTheyChangeNothing() {
    String before = SERVER.sql("admin", HISTORY);
    assertThat(Migrations.apply(SERVER.access("admin"))).isZero();
    assertThat(SERVER.sql("admin", HISTORY)).isEqualTo(before).isNotBlank();
  }

  @Test
  void aDatabaseOfTheVersionBeforeIsBroughtForwardWithWhatItHolds() {
    String name = "upgraded_" + Long.toHexString(System.nanoTime());
    run(SERVER.superuser("postgres"), "CREATE DATABASE " + name + " OWNER verity_admin");
    DatabaseAccess admin = SERVER.access("admin");
    DatabaseAccess owner =
        new DatabaseAccess(SERVER.superuser(name).url(), admin.user(), admin.password());
    assertThat(Migrations.apply(owner, "8")).isEqualTo(8);
    UUID run;
    try (Database before = new Database(owner)) {
      ReportRuns runs = new ReportRuns(before);
      run = runs.create(QueuedRuns.wanted("mei", null, (Queueing) null)).id();
    }
    run(
        owner,
        "UPDATE report_runs SET status = 'PROCESSING', attempt = 1 WHERE id = '%s'".formatted(run));
    run(
        owner,
        "INSERT INTO report_artifacts (run_id, format, path, sha256, bytes, attempt)"
            + " VALUES ('%s', 'pdf', '/r.pdf', '%s', 1, 1)".formatted(run, "d".repeat(64)));
    assertThat(Migrations.apply(owner)).isPositive();
    try (Database after = new Database(owner)) {
      assertThat(new ReportRuns(after).artifacts(run))
          .containsExactly(new Artifact("pdf", "/r.pdf", "d".repeat(64), 1));
      assertThat(new Controls(after).all()).isEmpty();
    }
  }

  private static void run(DatabaseAccess access, String sql) {
    try (Database database = new Database(access)) {
      database.connection(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute(sql);
            }
          });
    }
  }

  @Test
  void whoMayNotMigrateIsTold() {
    assertThatThrownBy(() -> Migrations.apply(SERVER.access("reporter")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the schema could not be installed")
        .hasMessageContaining("permission denied");
  }

  @Test
  void aServerThatIsAwayIsCalledSo() {
    DatabaseAccess nowhere = new DatabaseAccess("postgresql://127.0.0.1:1/db", "u", "p");
    assertThatThrownBy(() -> Migrations.apply(nowhere))
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.isUnreachable()).isTrue())
        .hasMessageContaining("PostgreSQL at 127.0.0.1:1/db can't be reached");
  }
}
