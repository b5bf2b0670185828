package io.verity.audit.control;

import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.tls.KafkaClients;
import io.verity.audit.stack.tls.TestCertificates;
import io.verity.audit.store.Artifact;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.NewReportRun;
import io.verity.audit.store.PinnedSnapshot;
import io.verity.audit.store.ReportRuns;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Kafka and PostgreSQL on which no control plane works, for tests of what it does in the
 * background: nobody takes their work away. Started once a JVM.
 */
public final class QuietStack {

  private static final String HASH = "ab".repeat(32);

  private static QuietStack shared;

  private final LocalStack servers;
  private final TestCertificates certificates;

  private QuietStack(LocalStack servers, TestCertificates certificates) {
    this.servers = servers;
    this.certificates = certificates;
  }

  public static synchronized QuietStack get() {
    if (shared == null) {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.keySet().removeIf(n -> n.startsWith("AUDIT_") || n.startsWith("REPORTER_"));
      environment.put("AUDIT_CLICKHOUSE_URL", "http://127.0.0.1:1");
      Path folder = Path.of("target", "quiet-" + ProcessHandle.current().pid());
      TestCertificates certificates = TestCertificates.in(folder.resolve("certificates"));
      LocalStack servers =
          LocalStack.in(folder)
              .environment(environment)
              .withPostgres()
              .withKafkaTls(KafkaClients.tls(certificates))
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
      shared = new QuietStack(servers, certificates);
    }
    return shared;
  }

  public LocalStack servers() {
    return servers;
  }

  /** Who signed what Kafka shows at its ports for TLS. */
  public Path kafkaAuthority() {
    return certificates.authority();
  }

  public DatabaseAccess access(String account) {
    Account of = servers.postgresAccount(account);
    return new DatabaseAccess(servers.postgresUrl(), of.user(), of.password());
  }

  /** To be closed by who asks. */
  public Database database(String account) {
    return new Database(access(account));
  }

  /** A report that is made, with files that are nowhere. */
  public UUID completed(String requester) {
    try (Database database = database("reporter")) {
      ReportRuns runs = new ReportRuns(database);
      UUID id =
          runs.create(
                  new NewReportRun(
                      null,
                      "sox",
                      SampleRuns.START,
                      SampleRuns.END,
                      null,
                      List.of("json"),
                      false,
                      requester,
                      null))
              .id();
      int attempt = runs.claim(id);
      runs.pinSnapshot(id, attempt, new PinnedSnapshot("{}", HASH, HASH, HASH, 1));
      runs.complete(id, attempt, List.of(new Artifact("json", "none", HASH, 1)), null, () -> {});
      return id;
    }
  }

  /** Runs one statement as the owner of the schema; the first value of its answer, or null. */
  public String sql(String sql) {
    try (Database database = database("admin")) {
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
}
