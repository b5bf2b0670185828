package io.verity.audit.stack;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The process that is the local ClickHouse server. A process of its own, since the engine takes
 * over whichever process loads it: never Flink's, nor the tests'.
 *
 * <p>Arguments: {@code engine <libchdb.so> <folder> <port>} or {@code binary <clickhouse> <folder>
 * <port>}.
 */
public final class ClickHouseServerMain {

  static final String ENGINE = "engine";
  static final String BINARY = "binary";

  private static final int PARENT_GONE = 1;
  private static final int TERMINATED = 143;

  private ClickHouseServerMain() {}

  /** Runs the server until it is stopped, killed, or left by its parent. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path program = Path.of(args[1]);
    ClickHouseConfig config = new ClickHouseConfig(Path.of(args[2]), Integer.parseInt(args[3]));
    Posix.leaveTerminal();
    if (args[0].equals(ENGINE)) {
      runEngine(program, config);
    } else {
      runBinary(program, config);
    }
  }

  private static void runEngine(Path library, ClickHouseConfig config) {
    ParentWatch.start(System.in, () -> Posix.exitNow(PARENT_GONE));
    onTermination(() -> {});
    try (FolderLock former = FolderLock.hold(config.folder().resolve("process.lock"))) {
      ClickHouseEngine.serve(library, config);
      Posix.exitNow(0);
    }
  }

  private static void runBinary(Path binary, ClickHouseConfig config)
      throws IOException, InterruptedException {
    try (FolderLock former = FolderLock.hold(config.folder().resolve("process.lock"))) {
      Process server = ClickHouseBinary.start(binary, config.file());
      ParentWatch.start(
          System.in,
          () -> {
            server.destroyForcibly();
            Posix.exitNow(PARENT_GONE);
          });
      onTermination(
          () -> {
            server.destroy();
            server.onExit().join();
          });
      Posix.exitNow(server.waitFor());
    }
  }

  private static void onTermination(Runnable stop) {
    Runnable hook =
        () -> {
          stop.run();
          Posix.exitNow(TERMINATED);
        };
    Runtime.getRuntime().addShutdownHook(new Thread(hook, "stop"));
  }
}
