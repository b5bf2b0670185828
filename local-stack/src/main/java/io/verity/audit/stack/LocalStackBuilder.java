package io.verity.audit.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Says how a {@link LocalStack} is to be started. */
public final class LocalStackBuilder {

  private final StackFolder folder;
  private Map<String, String> environment = System.getenv();
  private Consumer<String> progress = line -> {};
  private String heap = "512m";
  private boolean postgres;
  private boolean logSearch;
  private ServerTls postgresTls;
  private KafkaTls kafkaTls;

  LocalStackBuilder(Path workDir) {
    this.folder = StackFolder.in(workDir);
  }

  /**
   * Where external servers are named (default: this process's): AUDIT_KAFKA_BOOTSTRAP,
   * AUDIT_CLICKHOUSE_URL with VERITY_CLICKHOUSE_&lt;ACCOUNT&gt;_PASSWORD, REPORTER_DATABASE_URL
   * with VERITY_POSTGRES_&lt;ACCOUNT&gt;_PASSWORD, and VERITY_HOME, PATH.
   */
  public LocalStackBuilder environment(Map<String, String> variables) {
    this.environment = Map.copyOf(variables);
    return this;
  }

  /** Told what is being started; may be called from several threads, one at a time. */
  public LocalStackBuilder progress(Consumer<String> listener) {
    this.progress = listener;
    return this;
  }

  /** Kafka's heap, as {@code -Xmx} takes it; 512m by default. */
  public LocalStackBuilder heap(String size) {
    this.heap = size;
    return this;
  }

  /** PostgreSQL as well; without this, there is none. */
  public LocalStackBuilder withPostgres() {
    this.postgres = true;
    return this;
  }

  /** An OpenSearch as well, into which the stack's own logs are shipped. */
  public LocalStackBuilder withLogSearch() {
    this.logSearch = true;
    return this;
  }

  /** PostgreSQL speaks TLS too, on the same port; for ClickHouse see {@link TlsForwarder}. */
  public LocalStackBuilder withPostgresTls(ServerTls files) {
    this.postgresTls = files;
    return this;
  }

  /** Kafka takes clients by TLS too, at the ports of {@link KafkaListener}. */
  public LocalStackBuilder withKafkaTls(KafkaTls files) {
    this.kafkaTls = files;
    return this;
  }

  /** Starts what is not external, all at once, and returns when all of it answers. */
  public LocalStack start() {
    Consumer<String> oneAtATime =
        line -> {
          synchronized (this) {
            progress.accept(line);
          }
        };
    return LocalStack.start(
        folder,
        environment,
        oneAtATime,
        heap,
        postgres,
        logSearch,
        new StackTls(postgresTls, kafkaTls));
  }
}
