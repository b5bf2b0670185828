package io.verity.audit.report.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.report.pack.Pack.MetricQuery;
import io.verity.audit.report.pack.ReportGround.Loaded;
import io.verity.audit.report.sql.SqlDialect;
import io.verity.audit.report.sql.SqlTemplate;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.udf.Udfs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CollectionUtil;

/** Runs the statements of a pack as a report does, in Flink over real servers. */
final class PackRun {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final Pack pack;
  private final Map<String, Object> parameters = new HashMap<>();
  private final TableEnvironment tables =
      TableEnvironment.create(EnvironmentSettings.inBatchMode());

  PackRun(PackLoader packs, Pack pack, Loaded loaded, UUID subject) {
    this.pack = pack;
    LocalStack stack = ReportGround.stack();
    Account reader = stack.account("report_reader");
    Account reporter = stack.postgresAccount("reporter");
    parameters.putAll(pack.parameters());
    parameters.put("start", loaded.scenario().start());
    parameters.put("end", loaded.scenario().end());
    parameters.put("subject", subject);
    parameters.put("pseudonym_salt", "salt");
    parameters.put("run_id", loaded.runId());
    parameters.put("reference_revision", loaded.referenceRevision());
    parameters.put("clickhouse_url", stack.clickHouseUrl());
    parameters.put("clickhouse_user", reader.user());
    parameters.put("clickhouse_password", reader.password());
    parameters.put("clickhouse_certificates", "");
    parameters.put("database_url", stack.postgresUrl());
    parameters.put("database_user", reporter.user());
    parameters.put("database_password", reporter.password());
    tables.getConfig().set("parallelism.default", "1");
    tables.getConfig().set("table.optimizer.agg-phase-strategy", "TWO_PHASE");
    // an answer that depends on the time zone of the session shows
    tables.getConfig().set("table.local-time-zone", "America/New_York");
    Udfs.register(tables);
    packs.flinkSql().statements(parameters).forEach(tables::executeSql);
  }

  List<Row> rows(String sql) {
    String bound = new SqlTemplate(sql).bind(SqlDialect.FLINK, parameters);
    return CollectionUtil.iteratorToList(tables.executeSql(bound).collect());
  }

  String explain(String sql) {
    return tables.explainSql(new SqlTemplate(sql).bind(SqlDialect.FLINK, parameters));
  }

  /** Columns as {@code name TYPE}, without running anything. */
  List<String> columns(String sql) {
    String bound = new SqlTemplate(sql).bind(SqlDialect.FLINK, parameters);
    return tables.sqlQuery(bound).getResolvedSchema().getColumns().stream()
        .map(column -> column.getName() + " " + column.getDataType().getLogicalType().copy(true))
        .toList();
  }

  /** Every table's rows, a text each, by the table's name; all in one job. */
  Map<String, List<String>> tableRows() {
    String all =
        pack.tables().stream()
            .map(
                table ->
                    "SELECT '"
                        + table.name()
                        + "', CONCAT_WS('|', "
                        + table.columns().stream()
                            .map(column -> "COALESCE(CAST(`" + column.name() + "` AS STRING), '')")
                            .collect(Collectors.joining(", "))
                        + ") FROM (\n"
                        + table.sql()
                        + "\n)")
            .collect(Collectors.joining(" UNION ALL "));
    Map<String, List<String>> texts = new TreeMap<>();
    pack.tables().forEach(table -> texts.put(table.name(), new ArrayList<>()));
    rows(all).forEach(row -> texts.get((String) row.getField(0)).add((String) row.getField(1)));
    return texts;
  }

  /** Every finding as occurred_at, subject, summary, events; by its type, all in one job. */
  Map<String, List<Row>> findings() {
    String all =
        pack.findings().stream()
            .map(
                finding ->
                    "SELECT '"
                        + finding.type()
                        + "', occurred_at, subject, summary, events FROM (\n"
                        + finding.sql()
                        + "\n)")
            .collect(Collectors.joining(" UNION ALL "));
    Map<String, List<Row>> found = new TreeMap<>();
    pack.findings().forEach(finding -> found.put(finding.type(), new ArrayList<>()));
    rows(all).forEach(row -> found.get((String) row.getField(0)).add(row));
    return found;
  }

  /**
   * Every metric of the pack: a number or null, a map of numbers, or a list of texts in the order
   * of their code points. All in one job, as a report computes them.
   */
  Map<String, JsonNode> metrics() throws JsonProcessingException {
    Map<String, List<JsonNode>> answers = new HashMap<>();
    String all =
        pack.metrics().stream().map(PackRun::asJson).collect(Collectors.joining(" UNION ALL "));
    for (Row row : rows(all)) {
      answers
          .computeIfAbsent((String) row.getField(0), name -> new ArrayList<>())
          .add(JSON.readTree((String) row.getField(1)));
    }
    Map<String, JsonNode> values = new TreeMap<>();
    for (MetricQuery query : pack.metrics()) {
      List<JsonNode> rows = answers.getOrDefault(query.query(), List.of());
      String first = query.metrics().get(0).name();
      switch (query.shape()) {
        case COLUMNS -> {
          assertThat(rows).as(query.query()).hasSize(1);
          rows.get(0).fields().forEachRemaining(cell -> values.put(cell.getKey(), cell.getValue()));
        }
        case MAP -> {
          ObjectNode counts = JSON.createObjectNode();
          rows.forEach(row -> counts.set(row.get(0).textValue(), row.get(1)));
          values.put(first, counts);
        }
        case LIST -> {
          ArrayNode texts = JSON.createArrayNode();
          rows.stream()
              .map(row -> row.get(0).textValue())
              .sorted(PackRun::byCodePoint)
              .forEach(texts::add);
          values.put(first, texts);
        }
      }
    }
    return values;
  }

  private static String asJson(MetricQuery query) {
    List<String> names = query.metrics().stream().map(metric -> "`" + metric.name() + "`").toList();
    String row =
        switch (query.shape()) {
          case COLUMNS ->
              "JSON_OBJECT("
                  + names.stream()
                      .map(name -> "KEY '" + name.replace("`", "") + "' VALUE " + name)
                      .collect(Collectors.joining(", "))
                  + " NULL ON NULL)";
          case MAP -> "JSON_ARRAY(name, number)";
          case LIST -> "JSON_ARRAY(name)";
        };
    String columns =
        switch (query.shape()) {
          case COLUMNS -> "";
          case MAP -> " (name, number)";
          case LIST -> " (name)";
        };
    return "SELECT '"
        + query.query()
        + "', "
        + row
        + " FROM (\n"
        + query.sql()
        + "\n) AS t"
        + columns;
  }

  private static int byCodePoint(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }
}
