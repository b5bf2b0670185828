package io.verity.audit.trail;

import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import io.verity.audit.trail.clickhouse.ClickHouseConnection;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A real ClickHouse, started once for all tests; each test finds the trail empty. */
public final class TrailServer implements BeforeAllCallback, BeforeEachCallback {

  private static final Path FOLDER = Path.of("target", "trail-server");

  private Running running;

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Running.class, any -> new Running(), Running.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    for (String table : new String[] {"verity_audit", "verity_audit_rejected", LedgerEntry.TABLE}) {
      sql("TRUNCATE TABLE verity." + table);
    }
  }

  /** As the account that streams. */
  public ClickHouseTrailStore store() {
    return running.store;
  }

  /** As the account that only reads. */
  public ClickHouseConnection auditor() {
    return running.auditor;
  }

  /** The server without TLS, and as whom the streaming account speaks to it. */
  public ClickHouseAccess access() {
    return running.access("audit_writer");
  }

  /** Runs a statement as the administrator; its changes are there when it returns. */
  public String sql(String sql) {
    boolean mutates = sql.startsWith("ALTER") && !sql.contains("COLUMN");
    return running
        .stack
        .query(running.stack.account("admin"), mutates ? sql + " SETTINGS mutations_sync = 2" : sql)
        .strip();
  }

  /** A query whose answer is one number. */
  public long number(String sql) {
    return Long.parseLong(sql(sql));
  }

  private static final class Running implements AutoCloseable {
    private final LocalStack stack;
    private final ClickHouseTrailStore store;
    private final ClickHouseConnection auditor;

    Running() {
      Map<String, String> environment = new HashMap<>(System.getenv());
      // no Kafka is needed here: an external one is not started
      environment.putIfAbsent("AUDIT_KAFKA_BOOTSTRAP", "none:0");
      stack = LocalStack.in(FOLDER).environment(environment).start();
      store = new ClickHouseTrailStore(access("audit_writer"), 4);
      auditor = new ClickHouseConnection(access("auditor"), 2);
    }

    private ClickHouseAccess access(String user) {
      Account account = stack.account(user);
      return new ClickHouseAccess(stack.clickHouseUrl(), account.user(), account.password());
    }

    @Override
    public void close() {
      store.close();
      auditor.close();
      stack.close();
    }
  }
}
