package io.verity.audit.collect.engine;

import static org.awaitility.Awaitility.await;

import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A real PostgreSQL for the tests of this package; each class begins with nothing scheduled. */
final class EngineServer implements BeforeAllCallback {

  private Running running;

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Running.class, any -> new Running(), Running.class);
    clear();
  }

  void clear() {
    sql("UPDATE controls SET retired_at = clock_timestamp() WHERE retired_at IS NULL");
    sql("DELETE FROM scheduled_tasks");
  }

  DatabaseAccess access() {
    Account account = running.stack.postgresAccount("control");
    return new DatabaseAccess(running.stack.postgresUrl(), account.user(), account.password());
  }

  /** Runs one statement; the first value of its answer, or null. */
  String sql(String sql) {
    try (Database database = new Database(access())) {
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

  long count(String sql) {
    return Long.parseLong(sql(sql));
  }

  /** Waits for an engine, and makes its plan be made now and not within half a minute. */
  void plan() {
    String task =
        "SELECT count(*) FROM scheduled_tasks WHERE task_name = 'verity-collection-plan'"
            + " AND NOT picked AND last_success IS NOT NULL";
    await().atMost(Duration.ofSeconds(30)).until(() -> count(task) == 1);
    sql(
        "UPDATE scheduled_tasks SET execution_time = now()"
            + " WHERE task_name = 'verity-collection-plan'");
  }

  private static final class Running implements AutoCloseable {

    private final Path folder;
    private final LocalStack stack;

    private Running() {
      Map<String, String> alone = new HashMap<>(System.getenv());
      alone.put("AUDIT_KAFKA_BOOTSTRAP", "127.0.0.1:1");
      alone.put("AUDIT_CLICKHOUSE_URL", "http://127.0.0.1:1");
      try {
        folder = Files.createTempDirectory(Path.of("target"), "engine-server");
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
