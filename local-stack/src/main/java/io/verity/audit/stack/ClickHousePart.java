package io.verity.audit.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The ClickHouse of a stack: its own with the trail's schema, or an external one untouched. */
record ClickHousePart(
    String url, Accounts accounts, ClickHouseHttp http, Optional<ServerProcess> process) {

  static final String EXTERNAL = "AUDIT_CLICKHOUSE_URL";

  static ClickHousePart external(Map<String, String> environment) {
    String url = environment.get(EXTERNAL);
    return new ClickHousePart(
        url,
        Accounts.ofEnvironment(environment, Accounts.CLICKHOUSE),
        new ClickHouseHttp(url),
        Optional.empty());
  }

  static ClickHousePart start(
      StackFolder folder,
      StackPorts ports,
      Map<String, String> environment,
      Consumer<String> progress) {
    Accounts accounts = Accounts.keptIn(folder.accounts(), Accounts.CLICKHOUSE);
    ClickHouseConfig config = new ClickHouseConfig(folder.clickHouse(), ports.of("clickhouse"));
    ClickHouseProgram program = ClickHouseProgram.choose(environment);
    ClickHouseServer server = new ClickHouseServer(program, config, accounts);
    ServerProcess process = Starting.start(server, progress);
    ClickHousePart part =
        new ClickHousePart(
            server.url(), accounts, new ClickHouseHttp(server.url()), Optional.of(process));
    Starting.orKill(process, part::installSchema);
    return part;
  }

  /** Every statement may be run again: a stack that has the schema keeps it. */
  private void installSchema() {
    Account admin = accounts.of(Accounts.ADMIN);
    for (String statement : SqlScript.split(StackResources.text(StackResources.SCHEMA))) {
      query(admin, statement);
    }
  }

  String query(Account account, String sql) {
    try {
      return http.query(account, sql);
    } catch (IOException e) {
      throw new UncheckedIOException("ClickHouse at " + url + " does not answer", e);
    }
  }
}
