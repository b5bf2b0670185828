package io.verity.audit.stack;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The process that holds the local PostgreSQL, as its child: ends it in time when the parent is
 * gone, and starts it only when nothing is left of a former one.
 *
 * <p>Arguments: {@code <folder> <port>}.
 */
public final class PostgresServerMain {

  private static final int PARENT_GONE = 1;
  private static final int TERMINATED = 143;

  private PostgresServerMain() {}

  /** Runs the server until it is stopped, killed, or left by its parent. */
  public static void main(String[] args) throws IOException, InterruptedException {
    PostgresCluster cluster =
        new PostgresCluster(Path.of(args[0]), Integer.parseInt(args[1]), null);
    Posix.leaveTerminal();
    try (FolderLock former = FolderLock.hold(cluster.folder().resolve("process.lock"))) {
      endFormer(cluster);
      Process server = start(cluster);
      ParentWatch.start(
          System.in,
          () -> {
            kill(server);
            Posix.exitNow(PARENT_GONE);
          });
      Runnable stop =
          () -> {
            // the fast way down: SIGTERM would wait for every client to leave by itself
            Posix.interrupt(server.pid());
            server.onExit().join();
            Posix.exitNow(TERMINATED);
          };
      Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
      Posix.exitNow(server.waitFor());
    }
  }

  /**
   * A backend of a killed server may live a little longer, and must not meet a new one on the same
   * data. When none lives the server's own mark is a leftover, even if by now its process id is
   * somebody else's, which would keep PostgreSQL from ever starting again.
   */
  private static void endFormer(PostgresCluster cluster) throws IOException {
    Optional<String> program = Optional.of(cluster.program().toRealPath().toString());
    List<ProcessHandle> left =
        ProcessHandle.allProcesses()
            .filter(process -> process.info().command().equals(program))
            .toList();
    left.forEach(ProcessHandle::destroyForcibly);
    left.forEach(process -> process.onExit().join());
    Files.deleteIfExists(cluster.data().resolve("postmaster.pid"));
  }

  private static Process start(PostgresCluster cluster) throws IOException {
    List<String> command = new ArrayList<>(PostgresUser.prefix());
    command.addAll(ClickHouseBinary.dieWithParent(System.getenv()));
    command.addAll(List.of(cluster.program().toString(), "-D", cluster.data().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    PostgresUser.clean(builder.environment());
    return builder.start();
  }

  private static void kill(Process server) {
    List<ProcessHandle> family = server.toHandle().descendants().toList();
    server.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
