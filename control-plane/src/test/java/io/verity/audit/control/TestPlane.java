package io.verity.audit.control;

import io.verity.audit.control.auth.LocalIssuer;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.config.ControlConfig;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A control plane on a real PostgreSQL, started once for all tests of the API; nothing launches
 * reports, and no rate is limited. Tests share its database: each has requesters of its own.
 */
public final class TestPlane {

  private static TestPlane shared;

  private final Path folder;
  private final LocalStack stack;
  private final LocalIssuer issuer;
  private final ControlPlane plane;

  private TestPlane() {
    Map<String, String> alone = new HashMap<>(System.getenv());
    alone.keySet().removeIf(name -> name.startsWith("REPORTER_"));
    alone.put("AUDIT_KAFKA_BOOTSTRAP", "127.0.0.1:1");
    alone.put("AUDIT_CLICKHOUSE_URL", "http://127.0.0.1:1");
    try {
      folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "plane");
      Files.createDirectories(outputDir());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stack = LocalStack.in(folder).environment(alone).withPostgres().start();
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
    issuer = LocalIssuer.in(folder.resolve("issuer"));
    plane = start(Map.of());
  }

  /** The one that all tests share. */
  public static synchronized TestPlane get() {
    if (shared == null) {
      shared = new TestPlane();
    }
    return shared;
  }

  /** Another replica on the same database, to be closed by who asks. */
  public ControlPlane start(Map<String, String> changes) {
    return ControlPlane.start(ControlConfig.fromEnvironment(environment(changes)));
  }

  /** What a replica is configured by; an empty value takes a variable out. */
  public Map<String, String> environment(Map<String, String> changes) {
    Account control = stack.postgresAccount("control");
    Map<String, String> environment = new HashMap<>();
    environment.put("CONTROL_PORT", "0");
    environment.put("CONTROL_ADMIN_PORT", "0");
    environment.put("CONTROL_DATABASE_USER", control.user());
    environment.put("CONTROL_DATABASE_PASSWORD", control.password());
    environment.put("CONTROL_OIDC_ISSUER", LocalIssuer.ISSUER);
    environment.put("CONTROL_OIDC_JWKS", issuer.jwks().toString());
    environment.put("CONTROL_LINK_KEY", "a key of the tests, longer than 32 characters");
    environment.put("CONTROL_RATE_LIMIT", "0");
    environment.put("CONTROL_LAUNCHER", "none");
    environment.put("REPORTER_DATABASE_URL", stack.postgresUrl());
    environment.put("REPORTER_OUTPUT_DIR", outputDir().toString());
    environment.put("REPORTER_OBJECT_STORE", "file:" + objects());
    environment.put("CONTROL_COLLECTORS", "2");
    environment.put("CONTROL_SOURCES_CONFIG", sources().toString());
    environment.putAll(changes);
    return environment;
  }

  public ControlPlane plane() {
    return plane;
  }

  public LocalIssuer issuer() {
    return issuer;
  }

  /** The plane's own records are what it collects from. */
  private Path sources() {
    Account auditor = stack.postgresAccount("auditor");
    try {
      Path secret = folder.resolve("records.password").toAbsolutePath();
      Files.writeString(secret, auditor.password());
      return Files.writeString(
          folder.resolve("sources.yaml"),
          """
          sources:
            records:
              kind: sql
              url: "%s"
              user: %s
              password: "file:%s"
          """
              .formatted(stack.postgresUrl(), auditor.user(), secret));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where evidence is kept. */
  public Path objects() {
    return folder.resolve("objects").toAbsolutePath();
  }

  /** Where finished reports are published. */
  public Path outputDir() {
    return folder.resolve("reports");
  }

  public String token(String subject, Role... roles) {
    return issuer.token(subject, List.of(roles), Duration.ofHours(1));
  }

  /** Calls in somebody's name; every answer is checked against the document. */
  public Api as(String subject, Role... roles) {
    return new Api(plane.apiUrl(), token(subject, roles));
  }

  /** Calls without a token. */
  public Api anonymous() {
    return new Api(plane.apiUrl(), null);
  }

  /** To be closed by who asks. */
  public Database database(String account) {
    Account of = stack.postgresAccount(account);
    return new Database(new DatabaseAccess(stack.postgresUrl(), of.user(), of.password()));
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
