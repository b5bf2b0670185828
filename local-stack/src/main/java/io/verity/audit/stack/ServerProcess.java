package io.verity.audit.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running server of the stack: can be killed, stopped and started again on the same port with the
 * same data. It dies with this process, see {@link ParentWatch}.
 */
public final class ServerProcess {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final long PROBE_INTERVAL_MILLIS = 50;

  private final Server server;
  private volatile Process process;

  ServerProcess(Server server) {
    this.server = server;
  }

  /** Starts the process and returns when the server answers. */
  synchronized void start() {
    process = fork();
    long began = System.nanoTime();
    boolean ready = false;
    try {
      while (!server.answers()) {
        requireStarting(began);
      }
      ready = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while " + server.name() + " started", e);
    } finally {
      if (!ready) {
        kill();
      }
    }
  }

  private Process fork() {
    List<String> command = server.prepare();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(server.logFile().toFile()));
    builder.environment().putAll(server.environment());
    try {
      renewTemporaryFolder(server.folder().resolve(JavaCommand.TEMPORARY));
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(server.name() + " could not be started", e);
    }
  }

  /** A killed JVM leaves its unpacked native libraries behind. */
  private static void renewTemporaryFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    File[] left = folder.toFile().listFiles(File::isFile);
    for (File file : left == null ? new File[0] : left) {
      Files.deleteIfExists(file.toPath());
    }
  }

  /** Waits one interval; a dead process or a passed limit ends the waiting with the reason. */
  private void requireStarting(long began) throws InterruptedException {
    if (process.waitFor(PROBE_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
      throw failure("ended with status " + process.exitValue() + " while it started");
    }
    if (System.nanoTime() - began > START_LIMIT.toNanos()) {
      throw failure("did not answer within " + START_LIMIT.toSeconds() + " s");
    }
  }

  private StackException failure(String what) {
    Path log = server.logFile();
    return new StackException(
        server.name() + " " + what + ". Its log, " + log + ", ends:\n" + LogTail.of(log));
  }

  /** Which server this is, honestly: "ClickHouse 26.7 engine in local mode". */
  public String name() {
    return server.name();
  }

  /** The server's process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process lives. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What the process wrote to its standard output and error. */
  public Path logFile() {
    return server.logFile();
  }

  /** SIGKILL, and waits for the end. Nothing is flushed, nobody is told. */
  public synchronized void kill() {
    List<ProcessHandle> family = process.toHandle().descendants().toList();
    process.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    family.forEach(member -> member.onExit().join());
  }

  /** Clean stop; a server that does not end in time is killed. */
  public synchronized void stop() {
    if (process.isAlive()) {
      server.askToStop(process);
      try {
        process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    kill();
  }

  /** Starts the server again, after a clean stop if it still runs: same port, same data. */
  public synchronized void restart() {
    stop();
    start();
  }
}
