package io.verity.audit.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.control.holds.HoldStack;
import io.verity.audit.service.ConfigException;
import io.verity.audit.store.DatabaseAccess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The control plane before its PostgreSQL, with sslmode=verify-full. */
class DatabaseCheckITCase {

  private final HoldStack stack = HoldStack.get();
  private final DatabaseAccess plain = stack.access("control");

  @Test
  void letsIn() {
    Path authority = stack.certificates().authority();
    assertThatCode(() -> DatabaseCheck.of(access("localhost", authority, plain.password())))
        .doesNotThrowAnyException();
  }

  @Test
  void waitsForOneThatIsAway() {
    DatabaseAccess nobody = new DatabaseAccess("jdbc:postgresql://127.0.0.1:1/db", "u", "p");
    assertThatCode(() -> DatabaseCheck.of(nobody)).doesNotThrowAnyException();
  }

  @Test
  void refusesWhatIsNotSafeAndDoesNotLetItIn() {
    Path authority = stack.certificates().authority();
    assertRefused(
        access("localhost", stack.certificates().stranger(), plain.password()),
        "; check sslrootcert in REPORTER_DATABASE_URL, the PEM file of its authority");
    // the same address by a name that stands in no certificate
    assertRefused(
        access("127.1", authority, plain.password()),
        "its certificate is for another host name than the URL has; check REPORTER_DATABASE_URL");
    assertRefused(
        access("localhost", authority, "hunter2"),
        "; check CONTROL_DATABASE_USER and CONTROL_DATABASE_PASSWORD or"
            + " CONTROL_DATABASE_PASSWORD_FILE");
  }

  private static void assertRefused(DatabaseAccess access, String end) {
    assertThatThrownBy(() -> DatabaseCheck.of(access))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith(end)
        .hasMessageNotContaining("hunter2")
        .hasMessageNotContaining("\n");
  }

  private DatabaseAccess access(String host, Path authority, String password) {
    String url = stack.servers().postgresUrl().replace("127.0.0.1", host);
    return new DatabaseAccess(
        url + "?sslmode=verify-full&sslrootcert=" + authority, plain.user(), password);
  }
}
