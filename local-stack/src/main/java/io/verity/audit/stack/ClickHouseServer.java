package io.verity.audit.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the local ClickHouse is started, asked and stopped. */
final class ClickHouseServer implements Server {

  private static final String HEAP = "64m";

  private final ClickHouseProgram program;
  private final ClickHouseConfig config;
  private final Accounts accounts;
  private final ClickHouseHttp http;

  ClickHouseServer(ClickHouseProgram program, ClickHouseConfig config, Accounts accounts) {
    this.program = program;
    this.config = config;
    this.accounts = accounts;
    this.http = new ClickHouseHttp(url());
  }

  String url() {
    return "http://127.0.0.1:" + config.httpPort();
  }

  @Override
  public String name() {
    return program.name();
  }

  @Override
  public Path folder() {
    return config.folder();
  }

  @Override
  public List<String> prepare() {
    config.write();
    return new JavaCommand(ClickHouseServerMain.class, HEAP, folder(), List.of("-XX:+UseSerialGC"))
        .with(
            List.of(
                program.mode(),
                program.file().toString(),
                folder().toString(),
                Integer.toString(config.httpPort())));
  }

  /** The engine takes its time zone from here; it ignores the one in the configuration. */
  @Override
  public Map<String, String> environment() {
    Map<String, String> variables = new TreeMap<>(accounts.digestVariables());
    variables.put("TZ", "UTC");
    return variables;
  }

  @Override
  public boolean answers() {
    return http.answers(accounts.of(Accounts.ADMIN));
  }

  /** SIGTERM crashes the engine: its endless query is killed instead. */
  @Override
  public void askToStop(Process process) {
    if (!program.isEngine()) {
      process.toHandle().destroy();
      return;
    }
    try {
      http.query(accounts.of(Accounts.ADMIN), ClickHouseEngine.STOP);
    } catch (IOException | ClickHouseHttpException e) {
      // no answer, so no clean stop to be had; it survives a SIGKILL just as well
      process.destroyForcibly();
    }
  }
}
