package io.verity.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL with sslmode=verify-full: who is spoken to, who is not, and what is said of it. */
class TlsITCase {

  @RegisterExtension static final StoreServer SERVER = new StoreServer();

  @TempDir private Path folder;

  @Test
  void anAuthorityThatIsNamedIsTrusted() {
    DatabaseAccess access = access("control", "localhost", SERVER.certificates().authority());
    try (Database one = new Database(access);
        Database pooled = Database.pooled(access, 1)) {
      assertThat(one.connection(TlsITCase::isEncrypted)).isTrue();
      assertThat(pooled.connection(TlsITCase::isEncrypted)).isTrue();
    }
  }

  @Test
  void theSchemaIsInstalledOverTls() {
    DatabaseAccess admin = access("admin", "localhost", SERVER.certificates().authority());
    assertThat(Migrations.apply(admin)).isZero();
    DatabaseAccess wrong = access("admin", "localhost", SERVER.certificates().stranger());
    assertThatThrownBy(() -> Migrations.apply(wrong))
        .isInstanceOfSatisfying(
            StoreException.class,
            e ->
                assertThat(e.getMessage() + e.advice("URL", "USER", "WORD"))
                    .startsWith("the schema could not be installed: PostgreSQL at localhost")
                    .endsWith("; check sslrootcert in URL, the PEM file of its authority")
                    .hasLineCount(1));
  }

  @Test
  void anAuthorityOfSomebodyElse() {
    assertRefused(
        access("control", "localhost", SERVER.certificates().stranger()),
        "is not safe to talk to: its certificate is signed by nobody who is trusted here;"
            + " check sslrootcert in URL, the PEM file of its authority");
    assertRefused(
        access("control", "localhost", folder.resolve("none.pem")),
        "is not safe to talk to: the file of sslrootcert is no PEM file with certificates that"
            + " can be read; check sslrootcert in URL, the PEM file of its authority");
  }

  @Test
  void aCertificateIsForOneHost() {
    // the same address by a name that stands in no certificate
    assertRefused(
        access("control", "127.1", SERVER.certificates().authority()),
        "is not safe to talk to: its certificate is for another host name than the URL has;"
            + " check URL");
  }

  @Test
  void aPasswordIsAskedForAllTheSame() {
    DatabaseAccess access = access("control", "localhost", SERVER.certificates().authority());
    assertRefused(
        new DatabaseAccess(access.url(), access.user(), "hunter2"), "; check USER and WORD");
  }

  @Test
  void aModeThatThereIsNot() {
    DatabaseAccess access = SERVER.access("control");
    assertRefused(
        new DatabaseAccess(access.url() + "?sslmode=verify", access.user(), access.password()),
        "Invalid sslmode value: verify; check URL");
  }

  private static DatabaseAccess access(String account, String host, Path authority) {
    DatabaseAccess plain = SERVER.access(account);
    String url = plain.url().replace("127.0.0.1", host);
    return new DatabaseAccess(
        url + "?sslmode=verify-full&sslrootcert=" + authority, plain.user(), plain.password());
  }

  private static boolean isEncrypted(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  @Test
  void aPoolSaysTheSame() {
    DatabaseAccess access = access("control", "localhost", SERVER.certificates().stranger());
    try (Database pooled = Database.pooled(access, 1)) {
      assertRefused(
          pooled,
          "nobody who is trusted here; check sslrootcert in URL, the PEM file of its authority");
    }
  }

  private static void assertRefused(DatabaseAccess access, String end) {
    try (Database database = new Database(access)) {
      assertRefused(database, end);
    }
  }

  private static void assertRefused(Database database, String end) {
    assertThatThrownBy(() -> database.connection(Connection::isReadOnly))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> {
              assertThat(e.getMessage() + e.advice("URL", "USER", "WORD"))
                  .endsWith(end)
                  .hasLineCount(1)
                  .doesNotContain("hunter2");
              assertThat(e.isUnreachable()).isFalse();
            });
  }
}
