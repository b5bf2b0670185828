package io.verity.audit.store;

import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.tls.TestCertificates;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A real PostgreSQL, started once for all tests of the store. They live in this module, since the
 * local stack depends on the store.
 */
public final class StoreServer implements BeforeAllCallback {

  private Running running;

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Running.class, any -> new Running(), Running.class);
  }

  /** To be closed by who asks. */
  public Database as(String name) {
    return new Database(access(name));
  }

  public DatabaseAccess access(String name) {
    Account account = running.stack.postgresAccount(name);
    return new DatabaseAccess(running.stack.postgresUrl(), account.user(), account.password());
  }

  /** The server's own is among them. */
  public TestCertificates certificates() {
    return running.certificates;
  }

  /** The account that the stack itself sets the server up with. */
  DatabaseAccess superuser(String databaseName) {
    Properties passwords = new Properties();
    try (Reader reader =
        Files.newBufferedReader(running.folder.resolve("stack/postgres-accounts.properties"))) {
      passwords.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String url = running.stack.postgresUrl().replaceFirst("/[^/?]*$", "/" + databaseName);
    return new DatabaseAccess(url, "postgres", passwords.getProperty("postgres"));
  }

  /** Runs one statement; the first value of its answer, or null. */
  public String sql(String name, String sql) {
    try (Database database = as(name)) {
      return database.connection(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              if (!statement.execute(sql)) {
                return null;
              }
              try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : null;
              }
            }
          });
    }
  }

  private static final class Running implements AutoCloseable {

    private final Path folder;
    private final LocalStack stack;
    private final TestCertificates certificates;

    private Running() {
      Map<String, String> alone = new HashMap<>(System.getenv());
      alone.put("AUDIT_KAFKA_BOOTSTRAP", "127.0.0.1:1");
      alone.put("AUDIT_CLICKHOUSE_URL", "http://127.0.0.1:1");
      try {
        folder = Files.createTempDirectory(Path.of("target"), "store-server");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      certificates = TestCertificates.in(folder.resolve("tls"));
      stack =
          LocalStack.in(folder)
              .environment(alone)
              .withPostgres()
              .withPostgresTls(certificates.server())
              .start();
    }

    @Override
    public void close() throws IOException {
      stack.close();
      List<Path> deepestFirst;
      try (Stream<Path> files = Files.walk(folder)) {
        deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
