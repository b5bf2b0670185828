package io.verity.audit.stack;

import com.sun.jna.NativeLibrary;
import com.sun.jna.StringArray;
import java.nio.file.Path;
import java.util.List;

/**
 * The ClickHouse engine in local mode, as a server: its genuine HTTP handler, started by a query,
 * and a second query that never ends. Blocks until that one is killed.
 */
final class ClickHouseEngine {

  /** What to kill for a clean stop. The engine's session has no user name in system.processes. */
  static final String STOP =
      "KILL QUERY WHERE user = '' AND query LIKE 'SELECT sleepEachRow%' ASYNC";

  /** Short sleeps, since a sleep cannot be interrupted and a stop has to wait for it. */
  private static final String SERVE =
      "SYSTEM START LISTEN HTTP; "
          + "SELECT sleepEachRow(0.1) FROM system.numbers FORMAT Null SETTINGS max_block_size = 1";

  private ClickHouseEngine() {}

  static void serve(Path library, ClickHouseConfig config) {
    String[] arguments =
        List.of(
                "clickhouse",
                "--path=" + config.data(),
                "--config-file=" + config.file(),
                "--listen_host=127.0.0.1",
                "--http_port=" + config.httpPort(),
                "--log-level=error",
                "--query=" + SERVE)
            .toArray(String[]::new);
    NativeLibrary engine = NativeLibrary.getInstance(library.toString());
    // The JVM needs its own signal handlers: with the engine's, a NullPointerException is fatal.
    engine.getFunction("chdb_set_signal_handlers_enabled").invokeVoid(new Object[] {0});
    engine
        .getFunction("chdb_query_cmdline")
        .invokePointer(new Object[] {arguments.length, new StringArray(arguments)});
  }
}
