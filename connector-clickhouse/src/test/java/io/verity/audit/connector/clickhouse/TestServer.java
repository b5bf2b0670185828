package io.verity.audit.connector.clickhouse;

import io.verity.audit.stack.Account;
import io.verity.audit.stack.LocalStack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CollectionUtil;

/** A real ClickHouse, started once for all tests of this JVM, and Flink sessions on it. */
final class TestServer {

  private static LocalStack stack;

  private TestServer() {}

  static synchronized LocalStack get() {
    if (stack == null) {
      stack = start("it-stack-" + ProcessHandle.current().pid());
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
    }
    return stack;
  }

  /** A server for one test alone, which may kill it. */
  static LocalStack start(String folder) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("AUDIT_"));
    // no Kafka is needed here: an external one is not started
    environment.put("AUDIT_KAFKA_BOOTSTRAP", "none:0");
    return LocalStack.in(Path.of("target", folder)).environment(environment).start();
  }

  /** Runs a statement as the administrator. */
  static String sql(String sql) {
    return get().query(get().account("admin"), sql).strip();
  }

  /** A Flink session that pushes aggregates down. */
  static TableEnvironment flink() {
    TableEnvironment flink =
        TableEnvironment.create(EnvironmentSettings.newInstance().inBatchMode().build());
    flink.getConfig().set("table.optimizer.agg-phase-strategy", "TWO_PHASE");
    flink.getConfig().set("parallelism.default", "2");
    return flink;
  }

  /** A table of the report reader's. */
  static String ddl(String name, String columns, Map<String, String> options) {
    Account account = get().account("report_reader");
    Map<String, String> all = new HashMap<>();
    all.put("connector", "clickhouse");
    all.put("url", get().clickHouseUrl());
    all.put("username", account.user());
    all.put("password", account.password());
    all.putAll(options);
    return "CREATE TEMPORARY TABLE "
        + name
        + " ("
        + columns
        + ") WITH ("
        + all.entrySet().stream()
            .map(e -> "'" + e.getKey() + "' = '" + e.getValue().replace("'", "''") + "'")
            .collect(Collectors.joining(", "))
        + ")";
  }

  static List<Row> rows(TableEnvironment flink, String sql) {
    return CollectionUtil.iteratorToList(flink.executeSql(sql).collect());
  }

  /** The rows in an order of their own text, for results that have none. */
  static List<String> sorted(TableEnvironment flink, String sql) {
    return rows(flink, sql).stream().map(Row::toString).sorted().toList();
  }
}
