package io.verity.audit.evidence.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** ClickHouse and PostgreSQL with the sample company in them, asked as a collector asks. */
final class ScenarioServers implements AutoCloseable {

  private static final Path SAMPLE = Path.of("..", "samples", "scenario");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern PARAMETER = Pattern.compile("(?<!:):(period_start|period_end)\\b");
  private static final UUID BATCH = UUID.nameUUIDFromBytes(new byte[] {1});

  private final LocalStack stack;

  ScenarioServers(Path folder) throws IOException, SQLException {
    stack =
        LocalStack.in(folder)
            .environment(
                Map.of("PATH", System.getenv("PATH"), "AUDIT_KAFKA_BOOTSTRAP", "127.0.0.1:1"))
            .withPostgres()
            .start();
    events();
    references();
  }

  static JsonNode expected() throws IOException {
    return JSON.readTree(SAMPLE.resolve("expected.json").toFile());
  }

  /** The data of a source, as the SQL handler gives it. */
  ObjectNode ask(String source, String query, Instant start, Instant end)
      throws IOException, SQLException {
    ObjectNode data = JSON.createObjectNode();
    if (source.equals("trail")) {
      JsonNode answer =
          JSON.readTree(stack.query(stack.account("auditor"), clickHouse(query, start, end)));
      answer.path("meta").forEach(c -> data.withArray("columns").add(c.path("name").asText()));
      data.set("rows", answer.path("data"));
    } else {
      data.putArray("rows");
      records(data, query, start, end);
    }
    return data.put("row_count", data.path("rows").size());
  }

  private static String clickHouse(String query, Instant start, Instant end) {
    return PARAMETER
            .matcher(query)
            .replaceAll(
                m ->
                    "toDateTime64('%s', 3, 'UTC')"
                        .formatted(
                            moment(m, start, end).toString().replace("T", " ").replace("Z", "")))
        + " SETTINGS output_format_json_quote_64bit_integers = 0 FORMAT JSON";
  }

  private static Instant moment(MatchResult parameter, Instant start, Instant end) {
    return parameter.group(1).equals("period_start") ? start : end;
  }

  private void records(ObjectNode data, String query, Instant start, Instant end)
      throws SQLException {
    try (Connection connection = connect("auditor");
        PreparedStatement statement =
            connection.prepareStatement(PARAMETER.matcher(query).replaceAll("?"))) {
      int index = 0;
      for (MatchResult parameter : PARAMETER.matcher(query).results().toList()) {
        OffsetDateTime at = moment(parameter, start, end).atOffset(ZoneOffset.UTC);
        statement.setObject(++index, at);
      }
      try (ResultSet rows = statement.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        for (int i = 1; i <= columns; i++) {
          data.withArray("columns").add(rows.getMetaData().getColumnLabel(i));
        }
        while (rows.next()) {
          ObjectNode row = data.withArray("rows").addObject();
          for (int i = 1; i <= columns; i++) {
            row.set(rows.getMetaData().getColumnLabel(i), JSON.valueToTree(rows.getObject(i)));
          }
        }
      }
    }
  }

  private Connection connect(String name) throws SQLException {
    Account account = stack.postgresAccount(name);
    Properties login = new Properties();
    PGProperty.USER.set(login, account.user());
    PGProperty.PASSWORD.set(login, account.password());
    return new Driver().connect(stack.postgresUrl(), login);
  }

  private void events() throws IOException {
    Account admin = stack.account("admin");
    StringBuilder rows = new StringBuilder("INSERT INTO verity.verity_audit FORMAT JSONEachRow\n");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SAMPLE.resolve("events.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      int offset = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        ObjectNode event = (ObjectNode) JSON.readTree(line);
        event.put("details", event.path("details").toString());
        event.put("timestamp", event.path("timestamp").asText().replace("T", " ").replace("Z", ""));
        event.set("ingested_at", event.path("timestamp"));
        event.put("batch_id", BATCH.toString()).put("kafka_topic_id", BATCH.toString());
        rows.append(event.put("kafka_offset", offset++)).append('\n');
      }
    }
    stack.query(admin, rows.toString());
    stack.query(
        admin,
        "INSERT INTO verity.verity_audit_batches (kind, batch_id, table) VALUES ('committed', '%s',"
                .formatted(BATCH)
            + " 'verity_audit')");
  }

  private void references() throws IOException, SQLException {
    try (Connection connection = connect("admin")) {
      connection.setAutoCommit(false);
      try (Statement revision = connection.createStatement()) {
        revision.execute(
            "INSERT INTO reference_revisions (imported_by, principals_inserted, principals_updated,"
                + " assets_inserted, assets_updated) VALUES ('test', 0, 0, 0, 0)");
      }
      insert(
          connection,
          "principals.csv",
          "INSERT INTO principals (id, kind, name, email, department, manager_id, status, hired_at,"
              + " terminated_at, privileged) VALUES (?::uuid, ?, ?, ?, ?, ?::uuid, ?,"
              + " ?::timestamptz, ?::timestamptz, ?::boolean)");
      insert(
          connection,
          "assets.csv",
          "INSERT INTO assets (id, type, name, system, tags, owner_id)"
              + " VALUES (?::uuid, ?, ?, ?, string_to_array(coalesce(?, ''), '|'), ?::uuid)");
      connection.commit();
    }
  }

  private static void insert(Connection connection, String file, String sql)
      throws IOException, SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (String line : Files.readAllLines(SAMPLE.resolve(file)).stream().skip(1).toList()) {
        String[] fields = line.split(",", -1);
        for (int i = 0; i < fields.length; i++) {
          insert.setString(i + 1, fields[i].isEmpty() ? null : fields[i]);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @Override
  public void close() {
    stack.close();
  }
}
