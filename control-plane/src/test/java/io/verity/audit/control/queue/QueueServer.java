package io.verity.audit.control.queue;

import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.NewReportRun;
import io.verity.audit.store.Queueing;
import io.verity.audit.store.ReportRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A real PostgreSQL whose queue belongs to the tests of this package alone. */
public final class QueueServer implements BeforeAllCallback {

  private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-10-01T00:00:00Z");

  private Running running;

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Running.class, any -> new Running(), Running.class);
    sql(
        "control",
        "UPDATE report_runs SET status = 'FAILED', error = 'cleared'"
            + " WHERE status IN ('PENDING', 'PROCESSING')");
  }

  DatabaseAccess access(String name) {
    return access(name, "");
  }

  /**
   * @param parameters of the URL, such as {@code ?currentSchema=public}
   */
  DatabaseAccess access(String name, String parameters) {
    Account account = running.stack.postgresAccount(name);
    return new DatabaseAccess(
        running.stack.postgresUrl() + parameters, account.user(), account.password());
  }

  /** Runs one statement; the first value of its answer, or null. */
  String sql(String name, String sql) {
    try (Database database = new Database(access(name))) {
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

  static UUID queue(ReportRuns runs, int maxAttempts) {
    return runs.createQueued(
            new NewReportRun(
                null,
                "soc2",
                START,
                END,
                null,
                List.of("json"),
                false,
                "mei",
                null,
                new Queueing(maxAttempts, null, null)))
        .run()
        .id();
  }

  private static final class Running implements AutoCloseable {

    private final Path folder;
    private final LocalStack stack;

    private Running() {
      Map<String, String> alone = new HashMap<>(System.getenv());
      alone.put("AUDIT_KAFKA_BOOTSTRAP", "127.0.0.1:1");
      alone.put("AUDIT_CLICKHOUSE_URL", "http://127.0.0.1:1");
      try {
        folder = Files.createTempDirectory(Path.of("target"), "queue-server");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      stack = LocalStack.in(folder).environment(alone).withPostgres().start();
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
