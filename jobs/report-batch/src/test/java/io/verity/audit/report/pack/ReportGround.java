package io.verity.audit.report.pack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.report.scenario.Asset;
import io.verity.audit.report.scenario.Principal;
import io.verity.audit.report.scenario.Scenario;
import io.verity.audit.report.scenario.ScenarioEvent;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.Driver;

/**
 * A real ClickHouse and PostgreSQL, started once for all tests of this JVM, that holds one scenario
 * at a time. Every scenario is in a batch of its own and pinned by a run of its own, so that what
 * an earlier one left behind is no part of the next.
 */
final class ReportGround {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static LocalStack stack;

  /** What a report of the scenario is of: the run that pins it, and the directory it was with. */
  record Loaded(Scenario scenario, UUID runId, long referenceRevision) {}

  private ReportGround() {}

  static synchronized LocalStack stack() {
    if (stack == null) {
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.keySet().removeIf(name -> name.startsWith("AUDIT_"));
      // no Kafka is needed here: an external one is not started
      environment.put("AUDIT_KAFKA_BOOTSTRAP", "none:0");
      stack =
          LocalStack.in(Path.of("target", "report-ground-" + ProcessHandle.current().pid()))
              .environment(environment)
              .withPostgres()
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
    }
    return stack;
  }

  static Loaded load(Scenario scenario) throws SQLException {
    UUID batch = UUID.randomUUID();
    UUID run = UUID.randomUUID();
    StringBuilder rows = new StringBuilder("INSERT INTO verity.verity_audit FORMAT JSONEachRow\n");
    long offset = 0;
    for (ScenarioEvent event : scenario.events()) {
      rows.append(row(event, batch, offset++)).append('\n');
    }
    query("audit_writer", rows.toString());
    query(
        "report_reader",
        "INSERT INTO verity.verity_report_snapshots VALUES ('" + run + "', '" + batch + "', '')");
    return new Loaded(scenario, run, importReference(scenario));
  }

  static String query(String account, String sql) {
    return stack().query(stack().account(account), sql).strip();
  }

  private static String row(ScenarioEvent event, UUID batch, long offset) {
    ObjectNode row = JSON.createObjectNode();
    row.put("event_id", event.eventId());
    row.put("event_type", event.type());
    row.put("actor_id", event.actorId());
    row.put("actor_type", event.actorType());
    row.put("resource_type", event.resourceType());
    row.put("resource_id", event.resourceId());
    row.put("action", event.action());
    row.put("details", event.details());
    row.put("timestamp", TIME.format(Instant.ofEpochMilli(event.at())));
    row.put("ingested_at", "2030-01-01 00:00:00.000");
    row.put("batch_id", batch.toString());
    row.put("kafka_topic_id", "00000000-0000-4000-8000-00000000000a");
    row.put("kafka_partition", 0);
    row.put("kafka_offset", offset);
    return row.toString();
  }

  /** The directory is the scenario's, whatever it was before. */
  private static long importReference(Scenario scenario) throws SQLException {
    Account admin = stack().postgresAccount("admin");
    try (Connection database = connect(stack().postgresUrl(), admin);
        Statement statement = database.createStatement()) {
      database.setAutoCommit(false);
      // rows are never deleted by the product; here the next scenario has a directory of its own
      statement.execute("ALTER TABLE principals DISABLE TRIGGER refuse_delete");
      statement.execute("ALTER TABLE assets DISABLE TRIGGER refuse_delete");
      statement.execute("DELETE FROM principals");
      statement.execute("DELETE FROM assets");
      statement.execute("ALTER TABLE principals ENABLE TRIGGER refuse_delete");
      statement.execute("ALTER TABLE assets ENABLE TRIGGER refuse_delete");
      statement.execute(
          "INSERT INTO reference_revisions (imported_by, principals_inserted, principals_updated,"
              + " assets_inserted, assets_updated) VALUES ('test', 0, 0, 0, 0)");
      principals(database, scenario);
      assets(database, scenario);
      var revision = statement.executeQuery("SELECT max(revision) FROM reference_revisions");
      revision.next();
      long number = revision.getLong(1);
      database.commit();
      return number;
    }
  }

  /** The store has taken the driver out of DriverManager, where a session cluster would leak it. */
  private static Connection connect(String url, Account account) throws SQLException {
    Properties login = new Properties();
    login.put("user", account.user());
    login.put("password", account.password());
    return new Driver().connect(url, login);
  }

  private static void principals(Connection database, Scenario scenario) throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO principals (id, kind, name, status, hired_at, terminated_at, privileged)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (Principal principal : scenario.principals()) {
        insert.setObject(1, UUID.fromString(principal.id()));
        insert.setString(2, principal.kind());
        insert.setString(3, principal.name());
        insert.setString(4, principal.terminatedAt() == null ? "ACTIVE" : "TERMINATED");
        insert.setTimestamp(5, timestamp(principal.hiredAt()));
        insert.setTimestamp(6, timestamp(principal.terminatedAt()));
        insert.setBoolean(7, principal.privileged());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void assets(Connection database, Scenario scenario) throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO assets (id, type, name, system, tags) VALUES (?, ?, ?, 'ledger', ?)")) {
      for (Asset asset : scenario.assets()) {
        insert.setObject(1, UUID.fromString(asset.id()));
        insert.setString(2, asset.type());
        insert.setString(3, asset.name());
        insert.setArray(4, database.createArrayOf("text", asset.tags().toArray()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static Timestamp timestamp(Long millis) {
    return millis == null ? null : new Timestamp(millis);
  }
}
