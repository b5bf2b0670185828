package io.verity.audit.control.launch.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.LaunchState;
import io.verity.audit.control.launch.LaunchState.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real child process, which says what the attempt's number tells it to, and dies as real ones.
 */
class WorkerLauncherITCase {

  @TempDir private Path folder;

  private final UUID run = UUID.randomUUID();
  private Path log;
  private WorkerLauncher launcher;

  @BeforeEach
  void start() {
    log = folder.resolve("logs").resolve("worker.log");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("REPORTER_MAX_CONCURRENT", "2");
    environment.put("CONTROL_LINK_KEY", "secret");
    launcher = launcher(environment, java(ScriptedWorker.class.getName()));
  }

  @AfterEach
  void stop() {
    launcher.close();
  }

  @Test
  void saysWhatTheWorkerSaysOfEachAttempt() throws Exception {
    assertThat(launcher.state(attempt(ScriptedWorker.ENDS))).isEqualTo(LaunchState.UNKNOWN);
    assertThat(launcher.pid()).as("no child before there is work").isZero();

    launch(ScriptedWorker.ENDS, LaunchState.ENDED);
    launch(ScriptedWorker.FAILS, LaunchState.failed("no disk"));
    launch(ScriptedWorker.TALKS_NONSENSE_FIRST, LaunchState.ENDED);

    launch(ScriptedWorker.WORKS_ON, LaunchState.RUNNING);
    launcher.launch(attempt(ScriptedWorker.WORKS_ON));
    await().untilAsserted(() -> assertThat(Files.readString(log)).isEqualTo("at work\n"));
    launcher.cancel(attempt(ScriptedWorker.WORKS_ON));
    awaitState(ScriptedWorker.WORKS_ON, LaunchState.failed("cancelled"));
    launcher.cancel(attempt(ScriptedWorker.WORKS_ON));

    launcher.cleanUp(attempt(ScriptedWorker.WORKS_ON));
    assertThat(launcher.state(attempt(ScriptedWorker.WORKS_ON))).isEqualTo(LaunchState.UNKNOWN);
  }

  @Test
  void theWorkerGetsNoSecretOfTheControlPlane() throws Exception {
    launcher.launch(attempt(ScriptedWorker.TELLS_ITS_ENVIRONMENT));
    await().until(() -> state(ScriptedWorker.TELLS_ITS_ENVIRONMENT).kind() == Kind.FAILED);
    assertThat(state(ScriptedWorker.TELLS_ITS_ENVIRONMENT).reason())
        .contains("REPORTER_MAX_CONCURRENT", "PATH")
        .doesNotContain("CONTROL_");
  }

  @Test
  void anAttemptInAKilledWorkerIsUnknownAndTheNextWorkerIsThereSoon() throws Exception {
    launcher.warmUp();
    long first = launcher.pid();
    launch(ScriptedWorker.WORKS_ON, LaunchState.RUNNING);
    launch(ScriptedWorker.ENDS, LaunchState.ENDED);
    ProcessHandle.of(first).orElseThrow().destroyForcibly();

    await().until(() -> state(ScriptedWorker.WORKS_ON).kind() == Kind.UNKNOWN);
    assertThat(state(ScriptedWorker.WORKS_ON).reason())
        .isEqualTo("the report worker was killed by signal 9");
    assertThat(state(ScriptedWorker.ENDS)).isEqualTo(LaunchState.ENDED);
    await().until(() -> launcher.pid() != 0);
    assertThat(launcher.pid()).isNotEqualTo(first);
    launch(ScriptedWorker.WORKS_ON, LaunchState.RUNNING);
  }

  @Test
  void theLastWordsOfAWorkerAreTold() throws Exception {
    Files.createDirectories(log.getParent());
    Files.writeString(log, "an older worker's last words\n");
    launcher.launch(attempt(ScriptedWorker.IS_THE_DEATH));
    await().until(() -> state(ScriptedWorker.IS_THE_DEATH).kind() == Kind.UNKNOWN);
    assertThat(state(ScriptedWorker.IS_THE_DEATH).reason())
        .isEqualTo(
            "the report worker ended by itself with exit code 4:"
                + " REPORTER_DATABASE_URL is not set");
  }

  @Test
  void theWorkerEndsWithItsLauncher() throws Exception {
    launcher.warmUp();
    ProcessHandle child = ProcessHandle.of(launcher.pid()).orElseThrow();
    launcher.close();
    assertThat(child.isAlive()).isFalse();
    assertThatThrownBy(() -> launcher.launch(attempt(ScriptedWorker.ENDS)))
        .isInstanceOf(LaunchException.class);
  }

  @Test
  void aCommandThatCannotBeStarted() {
    WorkerLauncher broken =
        launcher(Map.of(), List.of(folder.resolve("no-such-program").toString()));
    assertThatThrownBy(broken::warmUp)
        .isInstanceOfSatisfying(LaunchException.class, e -> assertThat(e.isTransient()).isFalse())
        .hasMessageContaining("look at CONTROL_WORKER_COMMAND");
    broken.close();
  }

  private void launch(int what, LaunchState expected) throws Exception {
    launcher.launch(attempt(what));
    awaitState(what, expected);
  }

  private void awaitState(int what, LaunchState expected) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(state(what)).isEqualTo(expected));
  }

  private LaunchState state(int what) {
    return launcher.state(attempt(what));
  }

  private LaunchRequest attempt(int number) {
    return new LaunchRequest(run, number, "sox", Duration.ofDays(90));
  }

  private WorkerLauncher launcher(Map<String, String> environment, List<String> command) {
    return new WorkerLauncher(command, environment, log);
  }

  private static List<String> java(String main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        main);
  }
}
