package io.verity.audit.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a parent ends, its servers end with it. */
class NoProcessLeftITCase {

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    Files.createDirectories(folder.resolve(JavaCommand.TEMPORARY));
  }

  @Test
  void killingTheParentEndsItsServers() throws IOException {
    Process parent = fork(StackHolderMain.class, "256m", List.of(folder.toString()));
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), UTF_8))) {
      List<ProcessHandle> servers =
          Stream.of(out.readLine().split(" "))
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
              .toList();
      assertThat(servers).hasSizeGreaterThan(4).allMatch(ProcessHandle::isAlive);

      parent.destroyForcibly();

      await().atMost(SOON).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void killingTheLauncherEndsAnInstalledBinary() throws IOException {
    Process launcher = launchPretendedBinary();
    ProcessHandle server = pretendedServer();

    launcher.destroyForcibly();

    await().atMost(SOON).until(() -> !server.isAlive());
  }

  @Test
  void leavingTheLauncherEndsAnInstalledBinary() throws IOException {
    Process launcher = launchPretendedBinary();
    ProcessHandle server = pretendedServer();

    launcher.getOutputStream().close();

    await().atMost(SOON).until(() -> !server.isAlive() && !launcher.isAlive());
  }

  @Test
  void terminatingTheLauncherEndsAnInstalledBinary() throws IOException {
    Process launcher = launchPretendedBinary();
    ProcessHandle server = pretendedServer();

    launcher.toHandle().destroy();

    await().atMost(SOON).until(() -> !server.isAlive() && !launcher.isAlive());
  }

  /** A script in place of ClickHouse: what matters here is the process, not what it does. */
  private Process launchPretendedBinary() throws IOException {
    Path binary = folder.resolve("clickhouse");
    Files.writeString(
        binary,
        """
        #!/bin/sh
        echo $$ > "%1$s/pid.new" && mv "%1$s/pid.new" "%1$s/pid"
        exec sleep 600
        """
            .formatted(folder));
    Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwx------"));
    return fork(
        ClickHouseServerMain.class,
        "64m",
        List.of(ClickHouseServerMain.BINARY, binary.toString(), folder.toString(), "1"));
  }

  private ProcessHandle pretendedServer() throws IOException {
    Path pid = folder.resolve("pid");
    await().atMost(SOON).until(() -> Files.exists(pid));
    return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
  }

  private Process fork(Class<?> main, String heap, List<String> arguments) throws IOException {
    return new ProcessBuilder(new JavaCommand(main, heap, folder, List.of()).with(arguments))
        .redirectError(Redirect.INHERIT)
        .start();
  }
}
