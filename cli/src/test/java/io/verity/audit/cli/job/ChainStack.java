package io.verity.audit.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.verity.audit.control.ControlPlane;
import io.verity.audit.control.auth.LocalIssuer;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.config.ControlConfig;
import io.verity.audit.report.WorkerMain;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.store.Database;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.trail.clickhouse.ClickHouseAccess;
import io.verity.audit.trail.clickhouse.ClickHouseTrailStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Servers, a control plane with its worker, a small trail and two records of evidence. */
final class ChainStack implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PERIOD =
      "\"period_start\": \"2026-07-01\", \"period_end\": \"2026-08-01\"";

  private final Path folder;
  private final LocalStack servers;
  private final LocalIssuer issuer;
  private final ControlPlane plane;
  private final List<String> records = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  ChainStack(Path folder) throws Exception {
    this.folder = folder.toAbsolutePath();
    Map<String, String> alone = new HashMap<>(System.getenv());
    alone.keySet().removeIf(name -> name.startsWith("REPORTER_") || name.startsWith("CONTROL_"));
    // an external Kafka is not started, and none is needed
    alone.put("AUDIT_KAFKA_BOOTSTRAP", "127.0.0.1:1");
    servers = LocalStack.in(folder).environment(alone).withPostgres().start();
    Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
    Account writer = servers.account("audit_writer");
    try (ClickHouseTrailStore trail =
        new ClickHouseTrailStore(
            new ClickHouseAccess(servers.clickHouseUrl(), writer.user(), writer.password()), 1)) {
      ChainEvidence.writeTrail(trail);
    }
    issuer = LocalIssuer.in(folder.resolve("issuer"));
    plane = ControlPlane.start(ControlConfig.fromEnvironment(environment(alone)));
    try (Database database = database("control")) {
      ChainEvidence evidence = new ChainEvidence(database, objects());
      records.add(evidence.collect("2026-07-02").toString());
      records.add(evidence.collect("2026-07-03").toString());
    }
  }

  private Map<String, String> environment(Map<String, String> alone) throws Exception {
    Account control = servers.postgresAccount("control");
    Account reporter = servers.postgresAccount("reporter");
    Account reader = servers.account("report_reader");
    Map<String, String> environment = new HashMap<>();
    environment.put("CONTROL_PORT", "0");
    environment.put("CONTROL_ADMIN_PORT", "0");
    environment.put("CONTROL_DATABASE_USER", control.user());
    environment.put("CONTROL_DATABASE_PASSWORD", control.password());
    environment.put("CONTROL_OIDC_ISSUER", LocalIssuer.ISSUER);
    environment.put("CONTROL_OIDC_JWKS", issuer.jwks().toString());
    environment.put("CONTROL_LINK_KEY", "a key of the tests, longer than 32 characters");
    environment.put("CONTROL_LAUNCHER", "worker");
    environment.put(
        "CONTROL_WORKER_COMMAND",
        JSON.writeValueAsString(
            ReportJvm.command(folder, alone, folder.resolve("worker.log"), WorkerMain.class)));
    environment.put("CONTROL_WORKER_LOG", folder.resolve("worker.err").toString());
    environment.put("CONTROL_COLLECTORS", "0");
    environment.put("REPORTER_DATABASE_URL", servers.postgresUrl());
    environment.put("REPORTER_DATABASE_USER", reporter.user());
    environment.put("REPORTER_DATABASE_PASSWORD", reporter.password());
    environment.put("REPORTER_CLICKHOUSE_URL", servers.clickHouseUrl());
    environment.put("REPORTER_CLICKHOUSE_USER", reader.user());
    environment.put("REPORTER_CLICKHOUSE_PASSWORD", reader.password());
    environment.put("REPORTER_OUTPUT_DIR", folder.resolve("reports").toString());
    environment.put("REPORTER_OBJECT_STORE", "file:" + objects());
    environment.put("REPORTER_PARALLELISM", "1");
    return environment;
  }

  private Path objects() {
    return folder.resolve("objects");
  }

  /** Evidence, the older first. */
  List<String> records() {
    return records;
  }

  /** Makes a report; its id. */
  String report() throws Exception {
    JsonNode asked =
        send(
            "POST",
            "/v1/reports",
            "{\"framework\": \"sox\", \"formats\": [\"json\"], " + PERIOD + "}");
    String id = asked.path("id").asText();
    JsonNode now = asked;
    for (long end = System.nanoTime() + Duration.ofMinutes(2).toNanos(); ; ) {
      now = get("/v1/reports/" + id);
      String status = now.path("status").asText();
      if (status.equals("COMPLETED")) {
        return id;
      }
      assertThat(status).as(now.toPrettyString()).isIn("PENDING", "PROCESSING");
      assertThat(System.nanoTime()).as("two minutes").isLessThan(end);
      Thread.sleep(200);
    }
  }

  JsonNode verify(String report) throws Exception {
    JsonNode verification = send("POST", "/v1/reports/" + report + "/verify", "");
    assertThat(verification.path("status").asText())
        .as(verification.toPrettyString())
        .isIn("COMPLETED", "FAILED");
    return verification;
  }

  /** The same verification, looked at again. */
  JsonNode again(JsonNode verification) throws Exception {
    return get(
        "/v1/reports/%s/verifications/%s"
            .formatted(
                verification.path("report_id").asText(),
                verification.path("verification_id").asText()));
  }

  JsonNode get(String path) throws Exception {
    return send("GET", path, "");
  }

  private JsonNode send(String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(plane.apiUrl() + path))
            .header(
                "Authorization",
                "Bearer "
                    + issuer.token(
                        "ada", List.of(Role.REQUESTER, Role.AUDITOR), Duration.ofHours(1)))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("Prefer", "wait=60")
            .method(method, BodyPublishers.ofString(body));
    var answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  /** Turns a bit of an object over; doing it again mends it. */
  void alterFile(String key) throws Exception {
    Path file = objects().resolve(key);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    assertThat(file.toFile().setWritable(true)).isTrue();
    Files.write(file, bytes);
  }

  String evidenceKey(String record) {
    return ChainEvidence.key(UUID.fromString(record));
  }

  /** As somebody does who has the whole database. */
  void payload(String record, String orphans) {
    sql("ALTER TABLE evidence_records DISABLE TRIGGER USER");
    sql(
        "UPDATE evidence_records SET raw_payload = jsonb_set(raw_payload, '{orphans}', '"
            + orphans
            + "') WHERE id = '"
            + record
            + "'");
    sql("ALTER TABLE evidence_records ENABLE TRIGGER USER");
  }

  /** Alters one row, in place. */
  void clickHouse(String update) {
    String table = update.split(" ")[0];
    String where =
        table.endsWith("_batches")
            ? " WHERE kind = 'committed'"
            : " WHERE event_id = '" + ChainEvidence.EVENT + "'";
    servers.query(
        servers.account("admin"), "ALTER TABLE " + update + where + " SETTINGS mutations_sync = 2");
  }

  private void sql(String statement) {
    try (Database database = database("admin")) {
      database.connection(
          connection -> {
            try (var running = connection.createStatement()) {
              return running.execute(statement);
            }
          });
    }
  }

  private Database database(String account) {
    Account of = servers.postgresAccount(account);
    return new Database(new DatabaseAccess(servers.postgresUrl(), of.user(), of.password()));
  }

  @Override
  public void close() {
    plane.close();
    servers.close();
  }
}
