package io.verity.audit.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Kafka, ClickHouse and, where asked for, PostgreSQL and OpenSearch for one machine, ready for the
 * trail and its reports: topics and schemas installed, accounts with the rights a cluster would
 * give them.
 *
 * <pre>{@code
 * try (LocalStack stack = LocalStack.in(workDir).start()) {
 *   stack.query(stack.account("auditor"), "SELECT count() FROM verity.verity_audit");
 * }
 * }</pre>
 *
 * <p>A stack started again on the same folder goes on with its data, its passwords and, where they
 * are free, its ports. A server named in the environment is used instead and never changed.
 */
public final class LocalStack implements AutoCloseable {

  private final FolderLock lock;
  private final StackFolder folder;
  private final StackPorts ports;
  private final KafkaPart kafka;
  private final ClickHousePart clickHouse;
  private final Optional<PostgresPart> postgres;
  private final Optional<OpenSearchPart> logSearch;

  private LocalStack(
      FolderLock lock,
      StackFolder folder,
      StackPorts ports,
      KafkaPart kafka,
      ClickHousePart clickHouse,
      Optional<PostgresPart> postgres,
      Optional<OpenSearchPart> logSearch) {
    this.lock = lock;
    this.folder = folder;
    this.ports = ports;
    this.kafka = kafka;
    this.clickHouse = clickHouse;
    this.postgres = postgres;
    this.logSearch = logSearch;
  }

  /** A stack that keeps everything it has in the folder {@code stack} of this one. */
  public static LocalStackBuilder in(Path workDir) {
    return new LocalStackBuilder(workDir);
  }

  static LocalStack start(
      StackFolder folder,
      Map<String, String> environment,
      Consumer<String> progress,
      String heap,
      boolean withPostgres,
      boolean withLogSearch,
      StackTls tls) {
    folder.create();
    FolderLock lock =
        FolderLock.tryHold(folder.lock())
            .orElseThrow(
                () ->
                    new StackException(
                        "A stack is running in " + folder.root() + " already: stop it first."));
    boolean started = false;
    try {
      LocalStack stack =
          startParts(lock, folder, environment, progress, heap, withPostgres, withLogSearch, tls);
      started = true;
      return stack;
    } finally {
      if (!started) {
        lock.close();
      }
    }
  }

  private static LocalStack startParts(
      FolderLock lock,
      StackFolder folder,
      Map<String, String> environment,
      Consumer<String> progress,
      String heap,
      boolean withPostgres,
      boolean withLogSearch,
      StackTls tls) {
    StackPorts ports = new StackPorts(folder.ports());
    CompletableFuture<KafkaPart> kafka =
        environment.containsKey(KafkaPart.EXTERNAL)
            ? CompletableFuture.completedFuture(
                KafkaPart.external(environment.get(KafkaPart.EXTERNAL)))
            : Starting.inBackground(
                "kafka", () -> KafkaPart.start(folder, ports, tls.kafka(), heap, progress));
    CompletableFuture<ClickHousePart> clickHouse =
        environment.containsKey(ClickHousePart.EXTERNAL)
            ? CompletableFuture.completedFuture(ClickHousePart.external(environment))
            : Starting.inBackground(
                "clickhouse", () -> ClickHousePart.start(folder, ports, environment, progress));
    CompletableFuture<Optional<PostgresPart>> postgres =
        startPostgres(folder, ports, environment, progress, withPostgres, tls);
    CompletableFuture<Optional<OpenSearchPart>> logSearch =
        !withLogSearch
            ? CompletableFuture.completedFuture(Optional.empty())
            : Starting.inBackground(
                "opensearch",
                () -> Optional.of(OpenSearchPart.start(folder, ports, environment, progress)));
    try {
      return new LocalStack(
          lock,
          folder,
          ports,
          Starting.result(kafka),
          Starting.result(clickHouse),
          Starting.result(postgres),
          Starting.result(logSearch));
    } catch (RuntimeException e) {
      Starting.killIfStarted(kafka, KafkaPart::process);
      Starting.killIfStarted(clickHouse, ClickHousePart::process);
      Starting.killIfStarted(postgres, part -> part.flatMap(PostgresPart::process));
      Starting.killIfStarted(logSearch, part -> part.map(OpenSearchPart::process));
      throw e;
    }
  }

  private static CompletableFuture<Optional<PostgresPart>> startPostgres(
      StackFolder folder,
      StackPorts ports,
      Map<String, String> environment,
      Consumer<String> progress,
      boolean wanted,
      StackTls tls) {
    if (!wanted) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (PostgresPart.isExternal(environment)) {
      return Starting.inBackground(
          "postgres", () -> Optional.of(PostgresPart.external(environment)));
    }
    return Starting.inBackground(
        "postgres",
        () ->
            Optional.of(
                PostgresPart.start(folder, ports, Optional.ofNullable(tls.postgres()), progress)));
  }

  /** Kafka's address, {@code host:port}. */
  public String kafkaBootstrap() {
    return kafka.bootstrap();
  }

  /** Kafka's address for TLS, where it was asked for. */
  public String kafkaBootstrap(KafkaListener listener) {
    return kafka.tls().address(listener);
  }

  /** ClickHouse's HTTP address, {@code http://host:port}. */
  public String clickHouseUrl() {
    return clickHouse.url();
  }

  /** One of audit_writer, report_reader, auditor, operator, admin. */
  public Account account(String user) {
    return clickHouse.accounts().of(user);
  }

  /** Whether PostgreSQL was asked for. */
  public boolean hasPostgres() {
    return postgres.isPresent();
  }

  /** PostgreSQL's address, {@code jdbc:postgresql://host:port/verity}. */
  public String postgresUrl() {
    return postgresPart().url();
  }

  /** One of admin, reporter, importer, auditor; the role's own name begins with verity_. */
  public Account postgresAccount(String name) {
    return postgresPart().account(name);
  }

  private PostgresPart postgresPart() {
    return postgres.orElseThrow(
        () -> new IllegalStateException("This stack has no PostgreSQL: ask with withPostgres()."));
  }

  /** OpenSearch's address, {@code http://host:port}, where it was asked for. */
  public Optional<String> logSearchUrl() {
    return logSearch.map(OpenSearchPart::url);
  }

  /** Ships what the stack has logged until now; it can be searched afterwards. */
  public void shipLogs() throws IOException {
    if (logSearch.isPresent()) {
      logSearch.get().logs().ship();
    }
  }

  /** The local Kafka; an external one has no process here. */
  public ServerProcess kafka() {
    return local(kafka.process(), KafkaPart.EXTERNAL);
  }

  /** The local ClickHouse; an external one has no process here. */
  public ServerProcess clickHouse() {
    return local(clickHouse.process(), ClickHousePart.EXTERNAL);
  }

  /** The local PostgreSQL; an external one has no process here. */
  public ServerProcess postgres() {
    return local(postgresPart().process(), PostgresPart.EXTERNAL);
  }

  private static ServerProcess local(Optional<ServerProcess> process, String variable) {
    return process.orElseThrow(
        () -> new IllegalStateException("External, " + variable + " is set: no process of ours."));
  }

  /**
   * The text of ClickHouse's answer, tab-separated unless the query names a format.
   *
   * @throws ClickHouseHttpException where ClickHouse refuses the query
   */
  public String query(Account account, String sql) {
    return clickHouse.query(account, sql);
  }

  /**
   * A free port for a server that somebody runs beside the stack: the same at its next start,
   * unless it was taken meanwhile.
   */
  public int port(String name) {
    return ports.of(name);
  }

  /** The configuration that its own servers were started with, by names of ours. */
  public Map<String, Path> configFiles() {
    return folder.configFiles();
  }

  /** Creates a topic; one of that name that exists already is left as it is. */
  public void createTopic(String name, int partitions, Map<String, String> config) {
    new KafkaTopics(kafka.bootstrap()).create(List.of(KafkaTopics.topic(name, partitions, config)));
  }

  /** Stops the local servers cleanly, all at once. The data stays. */
  @Override
  public void close() {
    List<CompletableFuture<Boolean>> stops =
        Stream.concat(
                Stream.of(
                        kafka.process(),
                        clickHouse.process(),
                        postgres.flatMap(PostgresPart::process))
                    .flatMap(Optional::stream)
                    .map(process -> (Runnable) process::stop),
                logSearch.stream().map(part -> (Runnable) part::stop))
            .map(LocalStack::stopping)
            .toList();
    try {
      stops.forEach(Starting::result);
    } finally {
      lock.close();
    }
  }

  private static CompletableFuture<Boolean> stopping(Runnable stop) {
    return Starting.inBackground(
        "stop",
        () -> {
          stop.run();
          return true;
        });
  }
}
