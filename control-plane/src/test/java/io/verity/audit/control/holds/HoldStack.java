package io.verity.audit.control.holds;

import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.tls.TestCertificates;
import io.verity.audit.store.Controls;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.EvidenceRecords;
import io.verity.audit.store.Holds;
import io.verity.audit.store.NewControl;
import io.verity.audit.store.NewHold;
import io.verity.audit.store.Trigger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** PostgreSQL and ClickHouse on which nothing keeps holds but the tests. Started once a JVM. */
public final class HoldStack {

  private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-08-01T00:00:00Z");

  private static HoldStack shared;

  private final LocalStack servers;
  private final TestCertificates certificates;
  private final Database control;

  private HoldStack() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(n -> n.startsWith("AUDIT_") || n.startsWith("REPORTER_"));
    environment.put("AUDIT_KAFKA_BOOTSTRAP", "127.0.0.1:1");
    Path folder = Path.of("target", "holds-" + ProcessHandle.current().pid());
    certificates = TestCertificates.in(folder.resolve("tls"));
    servers =
        LocalStack.in(folder)
            .environment(environment)
            .withPostgres()
            .withPostgresTls(certificates.server())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
    control = Database.pooled(access("control"), 8);
  }

  public static synchronized HoldStack get() {
    if (shared == null) {
      shared = new HoldStack();
    }
    return shared;
  }

  /** PostgreSQL's own is among them. */
  public TestCertificates certificates() {
    return certificates;
  }

  public LocalStack servers() {
    return servers;
  }

  public DatabaseAccess access(String account) {
    Account of = servers.postgresAccount(account);
    return new DatabaseAccess(servers.postgresUrl(), of.user(), of.password());
  }

  /** Of the control plane, shared by all. */
  public Database control() {
    return control;
  }

  /** A control of a framework of its own. */
  public NewControl newControl() {
    String framework = "fw-" + UUID.randomUUID();
    NewControl made =
        new NewControl(
            UUID.nameUUIDFromBytes(framework.getBytes(StandardCharsets.UTF_8)),
            framework,
            "CC6.1",
            "a control",
            null,
            "sql",
            "0 * * * *",
            "{}",
            "a".repeat(64));
    new Controls(control).load(List.of(made));
    return made;
  }

  /** The next month of a control. */
  public UUID collected(NewControl of, int month, String key, String versionId) {
    EvidenceRecords records = new EvidenceRecords(control);
    Instant start = START.plusSeconds(month * 3_000_000L);
    Instant end = END.plusSeconds(month * 3_000_000L);
    UUID id = records.request(of.id(), start, end, Trigger.AD_HOC, "mei").record().id();
    int attempt = records.begin(id, "collector", "sql/1").orElseThrow().attempt();
    records.collected(id, attempt, "{}", "b".repeat(64), key, versionId, "collector", null);
    return id;
  }

  /** A hold that stands. */
  public UUID standing(String scope) {
    Holds holds = new Holds(control);
    UUID id = holds.request(new NewHold("case", "litigation", scope, "ann")).id();
    holds.approve(id, "bob");
    return id;
  }

  public void release(UUID hold) {
    Holds holds = new Holds(control);
    holds.requestRelease(hold, "cid", "the case is closed");
    holds.approve(hold, "dan");
    holds.approve(hold, "eve");
  }

  /** As the auditor, who reads everything: the first value of the answer. */
  public String sql(String sql) {
    try (Database database = new Database(access("auditor"))) {
      return database.connection(
          connection -> {
            try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
              return rows.next() ? rows.getString(1) : null;
            }
          });
    }
  }
}
