package io.verity.audit.collect.sql;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.verity.audit.collect.AskedRequest;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.tls.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A real PostgreSQL and a real ClickHouse, each asked by an account that may read and one more. */
final class SqlServers implements BeforeAllCallback {

  private Running running;

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Running.class, any -> new Running(), Running.class);
  }

  LocalStack stack() {
    return running.stack;
  }

  /** PostgreSQL's own is among them. */
  TestCertificates certificates() {
    return running.certificates;
  }

  AskedRequest postgres(String account, String query) {
    return asked(stack().postgresUrl(), stack().postgresAccount(account), query);
  }

  AskedRequest clickHouse(String account, String query) {
    String url = "jdbc:clickhouse:" + stack().clickHouseUrl() + "/verity";
    return asked(url, stack().account(account), query);
  }

  static AskedRequest asked(String url, Account account, String query) {
    String request = JsonNodeFactory.instance.objectNode().put("query", query).toString();
    return AskedRequest.of(
            Map.of("url", url, "user", account.user(), "password", "env:ANY"), request)
        .withSecret("password", account.password());
  }

  private static final class Running implements AutoCloseable {

    private final Path folder;
    private final LocalStack stack;
    private final TestCertificates certificates;

    private Running() {
      Map<String, String> alone = new HashMap<>(System.getenv());
      alone.put("AUDIT_KAFKA_BOOTSTRAP", "127.0.0.1:1");
      try {
        folder = Files.createTempDirectory(Path.of("target"), "sql-servers");
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
