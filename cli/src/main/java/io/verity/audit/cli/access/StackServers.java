package io.verity.audit.cli.access;

import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_PASSWORD;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_PASSWORD_FILE;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_URL;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_CLICKHOUSE_USER;
import static io.verity.audit.ingest.config.IngestOption.AUDIT_KAFKA_BOOTSTRAP;

import io.verity.audit.cli.access.Endpoints.Login;
import io.verity.audit.cli.job.JobCommand;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.StackException;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import java.util.function.Supplier;

/**
 * A started stack, as its clients see it. Servers that the environment names are somebody else's:
 * the accounts are then those of the environment.
 */
public final class StackServers {

  private final LocalStack stack;
  private final ServerAccess environment;

  public StackServers(LocalStack stack, ServerAccess environment) {
    this.stack = stack;
    this.environment = environment;
  }

  public boolean hasOwnKafka() {
    return environment.named(AUDIT_KAFKA_BOOTSTRAP).isEmpty();
  }

  public boolean hasOwnClickHouse() {
    return environment.named(AUDIT_CLICKHOUSE_URL).isEmpty();
  }

  /** An account that reads the trail. */
  public ClickHouseAccess reader() {
    if (!hasOwnClickHouse()) {
      return environment.clickHouse();
    }
    Account auditor = stack.account("auditor");
    return new ClickHouseAccess(stack.clickHouseUrl(), auditor.user(), auditor.password());
  }

  /** Points a job to these servers. */
  public JobCommand configure(JobCommand job) {
    job.with(AUDIT_KAFKA_BOOTSTRAP, stack.kafkaBootstrap());
    if (hasOwnClickHouse()) {
      Account writer = stack.account("audit_writer");
      job.with(AUDIT_CLICKHOUSE_URL, stack.clickHouseUrl())
          .with(AUDIT_CLICKHOUSE_USER, writer.user())
          .with(AUDIT_CLICKHOUSE_PASSWORD, writer.password())
          .with(AUDIT_CLICKHOUSE_PASSWORD_FILE, "");
    }
    return job;
  }

  /**
   * @param metrics null where no job runs
   */
  public Endpoints endpoints(String metrics) {
    return new Endpoints(
        stack.kafkaBootstrap(),
        stack.clickHouseUrl(),
        login("admin"),
        login("auditor"),
        writer(),
        login("report_reader"),
        stack.hasPostgres() ? stack.postgresUrl() : null,
        postgresLogin("admin"),
        postgresLogin("reporter"),
        postgresLogin("importer"),
        postgresLogin("auditor"),
        postgresLogin("control"),
        null,
        metrics,
        ProcessHandle.current().pid());
  }

  private Login writer() {
    if (hasOwnClickHouse()) {
      return login("audit_writer");
    }
    ClickHouseAccess writer = environment.clickHouse();
    return new Login(writer.user(), writer.password());
  }

  private Login login(String user) {
    return login(() -> stack.account(user));
  }

  private Login postgresLogin(String name) {
    return stack.hasPostgres() ? login(() -> stack.postgresAccount(name)) : null;
  }

  /** Of a server of somebody else's, an account may be unknown here. */
  private static Login login(Supplier<Account> lookup) {
    try {
      Account account = lookup.get();
      return new Login(account.user(), account.password());
    } catch (StackException e) {
      return null;
    }
  }
}
