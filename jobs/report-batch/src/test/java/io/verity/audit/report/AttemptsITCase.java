package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.report.ReportStack.Printed;
import io.verity.audit.report.config.ReporterConfig;
import io.verity.audit.report.pack.Section;
import io.verity.audit.store.Artifact;
import io.verity.audit.store.ReportRun;
import io.verity.audit.store.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that the queue of the control plane has claimed: made in that attempt, or not at all. */
class AttemptsITCase {

  private static final String JULY = "2026-07";

  /** Nothing of this JVM looks at it but the test that writes into it. */
  private static final String OCTOBER = "2026-10";

  private static WarmCluster cluster;

  @TempDir private Path out;

  private SmallStack stack;
  private QueuedRuns queued;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = WarmCluster.start(4);
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @BeforeEach
  void start() throws Exception {
    stack = SmallStack.get();
    queued = new QueuedRuns(stack.servers());
  }

  @AfterEach
  void stop() {
    queued.close();
  }

  @Test
  void anOvertakenAttemptStopsAndPublishesNothing() throws Exception {
    ReportRun run = queued.claimed("sox", JULY, List.of("json"));
    AtomicReference<ReportRun> next = new AtomicReference<>();
    ReportOutcome slower =
        make(config(), run, at("rendering json", () -> next.set(queued.overtake(run))));
    String fenced = "attempt 1 does not hold run " + run.id() + ": it is PROCESSING in attempt 2";
    assertThat(slower).isEqualTo(ReportOutcome.failed(run.id(), fenced));
    SmallStack.assertEmpty(out);

    Printed late = run(run);
    assertThat(late.code()).isEqualTo(1);
    assertThat(late.progress()).isEqualTo("report-batch: " + fenced + "\n");
    assertThat(stack.access(run.id().toString())).as("nothing became of it").isNull();

    ReportRun now = queued.find(run.id());
    assertThat(now.status()).isEqualTo(RunStatus.PROCESSING);
    assertThat(now.error()).isNull();
    JsonNode answer = SmallStack.completed(run(next.get()));
    assertThat(answer.path("snapshot_root").asText()).isEqualTo(now.snapshot().root());
    assertThat(run(run).progress()).endsWith(": it is COMPLETED in attempt 2\n");
  }

  @Test
  void isMadeOnceAndVerifiedWhateverHasArrivedSince() throws Exception {
    stack.write(List.of(HostileTrail.login(at("2026-10-05"))), UUID.randomUUID());
    ReportRun original = made(List.of("json", "pdf", "csv"));
    List<Artifact> published = queued.runs().artifacts(original.id());
    stack.write(List.of(HostileTrail.login(at("2026-10-06"))), UUID.randomUUID());

    ReportRun verification = queued.verification(original);
    Map<String, String> elsewhere = stack.environment(Files.createDirectory(out.resolve("none")));
    SmallStack.completed(run(elsewhere, verification));
    verification = queued.find(verification.id());
    assertThat(verification.outputSha256()).isEqualTo(original.outputSha256());
    assertThat(verification.snapshot()).isEqualTo(original.snapshot());
    assertThat(queued.runs().artifacts(verification.id()))
        .isEqualTo(
            published.stream()
                .map(a -> new Artifact(a.format(), "", a.sha256(), a.bytes()))
                .toList());
    SmallStack.assertEmpty(out.resolve("none"));
    assertThat(stack.access(verification.id().toString()))
        .isEqualTo("audrey report.verify COMPLETED");

    ReportRun anew = queued.claimed("sox", OCTOBER, List.of("json"));
    SmallStack.completed(run(anew));
    assertThat(queued.runs().artifacts(anew.id()).get(0).sha256())
        .isNotIn(published.stream().map(Artifact::sha256).toList());
  }

  private ReportRun made(List<String> formats) throws Exception {
    ReportRun run = queued.claimed("sox", OCTOBER, formats);
    JsonNode answer = SmallStack.completed(run(run));
    assertThat(answer.path("artifacts")).hasSize(formats.size());
    ReportRun made = queued.find(run.id());
    assertThat(made.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(made.attempt()).isEqualTo(1);
    assertThat(out.toFile().list()).hasSize(formats.size());
    // a JobManager that was started again runs its driver again
    assertThat(SmallStack.completed(run(run))).isEqualTo(answer);
    assertThat(stack.access(run.id().toString())).isEqualTo("rita report.run COMPLETED");
    return made;
  }

  @Test
  void whatMayPassIsTriedAgain() throws Exception {
    Map<String, String> environment = stack.environment(out);
    environment.put("REPORTER_CLICKHOUSE_URL", "http://localhost:1");
    assertThat(pendingAgain("sox", environment)).contains("localhost:1");

    Path occupied = Files.createFile(out.resolve("file"));
    assertThat(pendingAgain("sox", stack.environment(occupied))).contains(occupied.toString());

    environment = stack.environment(out);
    environment.put("REPORTER_KAFKA_BOOTSTRAP", "no-such-host.invalid:1");
    assertThat(pendingAgain("sox", environment))
        .startsWith("Kafka at REPORTER_KAFKA_BOOTSTRAP no-such-host");
  }

  @Test
  void whatWouldComeAgainFailsTheRun() throws Exception {
    assertThat(failed("iso27001", JULY, stack.environment(out)))
        .startsWith("There is no framework iso27001");
    assertThat(failed("sox", "2026-05", stack.environment(out)))
        .startsWith("the trail has no event from 2026-05-01");
    assertThat(failed("sox", JULY, behind()))
        .startsWith("ingest is 1 events behind Kafka after 1 s of waiting");
    Map<String, String> environment = stack.environment(out);
    environment.put("REPORTER_FRAMEWORKS_DIR", out.resolve("none").toString());
    assertThat(failed("sox", JULY, environment)).startsWith("There is no folder");

    String tampered = "verity.verity_audit_batches UPDATE sha256 = ";
    String first = " WHERE kind = 'committed' SETTINGS mutations_sync = 1";
    ReportRun run = queued.claimed("sox", JULY, List.of("json"));
    ReportOutcome outcome =
        make(
            config(),
            run,
            at(
                "proving",
                () ->
                    stack.clickHouse(
                        "admin", "ALTER TABLE " + tampered + "concat(sha256, 'x')" + first)));
    stack.clickHouse("admin", "ALTER TABLE " + tampered + "substring(sha256, 1, 64)" + first);
    assertThat(outcome.error())
        .startsWith("trail-tampered: the ledger no longer says what this run pinned");
    assertFailed(run, outcome.error());
    SmallStack.assertEmpty(out);
  }

  @Test
  void whoWaitsForIngestSaysSoAndStopsWhenItIsOvertakenOrStopped() throws Exception {
    ReportRun run = queued.claimed("sox", JULY, List.of("json"));
    Map<String, String> environment = behind();
    environment.put("REPORTER_INGEST_WAIT_SECONDS", "600");
    ReporterConfig config = ReporterConfig.fromEnvironment(environment);
    ExecutorService driver = Executors.newSingleThreadExecutor();
    try {
      Future<ReportOutcome> first = driver.submit(() -> make(config, run, s -> {}));
      awaitWaiting(run);
      ReportRun next = queued.overtake(run);
      assertThat(first.get(30, TimeUnit.SECONDS).error()).startsWith("attempt 1 does not hold");

      Future<ReportOutcome> second = driver.submit(() -> make(config, next, s -> {}));
      awaitWaiting(run);
      driver.shutdownNow();
      assertThatThrownBy(() -> second.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(InterruptedException.class);
    } finally {
      driver.shutdownNow();
    }
    assertThat(queued.find(run.id()).status())
        .as("whoever stopped it says why")
        .isEqualTo(RunStatus.PROCESSING);
    queued.runs().fail(run.id(), 2, "cancelled by test", false);
  }

  private void awaitWaiting(ReportRun run) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(stack.column(run.id(), "progress->>'phase'")).isEqualTo("waiting"));
  }

  private static ReportOutcome make(ReporterConfig config, ReportRun run, Consumer<String> steps)
      throws InterruptedException {
    ReportProgress.Listener listener =
        new ReportProgress.Listener() {
          @Override
          public void planned(Map<Section, Long> queries) {}

          @Override
          public void answered(Section section, String query, long rows) {}

          @Override
          public void step(String text) {
            steps.accept(text);
          }
        };
    return new AttemptRunner(config, new FlinkExecution(cluster.configuration(), 1), () -> false)
        .run(run.id(), run.attempt(), framework -> listener);
  }

  private Map<String, String> behind() throws Exception {
    String topic = "attempts-" + UUID.randomUUID();
    stack.servers().createTopic(topic, 1, Map.of());
    Properties properties = new Properties();
    properties.put("bootstrap.servers", stack.servers().kafkaBootstrap());
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> kafka = new KafkaProducer<>(properties, bytes, bytes)) {
      kafka.send(new ProducerRecord<>(topic, "{}".getBytes())).get();
    }
    Map<String, String> environment = stack.environment(out);
    environment.put("REPORTER_KAFKA_BOOTSTRAP", stack.servers().kafkaBootstrap());
    environment.put("REPORTER_KAFKA_TOPICS", topic);
    environment.put("REPORTER_INGEST_WAIT_SECONDS", "1");
    return environment;
  }

  private String pendingAgain(String framework, Map<String, String> environment) throws Exception {
    ReportRun run = queued.claimed(framework, JULY, List.of("json"));
    String reason = reason(run(environment, run));
    ReportRun now = queued.find(run.id());
    assertThat(now.status()).as(reason).isEqualTo(RunStatus.PENDING);
    assertThat(now.failures()).isEqualTo(1);
    assertThat(now.error()).isEqualTo(reason);
    return reason;
  }

  private String failed(String framework, String month, Map<String, String> environment)
      throws Exception {
    ReportRun run = queued.claimed(framework, month, List.of("json"));
    String reason = reason(run(environment, run));
    assertFailed(run, reason);
    return reason;
  }

  private void assertFailed(ReportRun run, String reason) {
    ReportRun now = queued.find(run.id());
    assertThat(now.status()).as(reason).isEqualTo(RunStatus.FAILED);
    assertThat(now.error()).isEqualTo(reason);
    assertThat(stack.access(run.id().toString())).isEqualTo("rita report.run FAILED");
  }

  private String reason(Printed printed) throws Exception {
    assertThat(printed.code()).isEqualTo(1);
    String reason = SmallStack.JSON.readTree(printed.answer()).path("error").asText();
    stack.assertForAPerson(reason);
    assertThat(printed.progress()).endsWith("report-batch: " + reason + "\n");
    return reason;
  }

  private Printed run(ReportRun run) {
    return run(stack.environment(out), run);
  }

  private static Printed run(Map<String, String> environment, ReportRun run) {
    return ReportStack.run(
        environment,
        List.of("--run-id", run.id().toString(), "--attempt", "" + run.attempt()),
        cluster.configuration());
  }

  private ReporterConfig config() {
    return ReporterConfig.fromEnvironment(stack.environment(out));
  }

  private static Instant at(String day) {
    return Instant.parse(day + "T12:00:00Z");
  }

  /** What to do when the report comes to a step. */
  private static Consumer<String> at(String step, Runnable deed) {
    return text -> {
      if (text.startsWith(step)) {
        deed.run();
      }
    };
  }
}
