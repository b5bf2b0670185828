package io.verity.audit.control.launch.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.LaunchState;
import io.verity.audit.control.launch.flink.PlayedJob.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Against a standalone session cluster. The last test kills its JobManager. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FlinkRestLauncherITCase {

  private static final Duration AT_MOST = Duration.ofSeconds(30);

  @TempDir private static Path work;
  private static PlayedCluster played;
  private static Path jar;

  private FlinkRestLauncher launcher;

  @BeforeAll
  static void start() throws Exception {
    played = new PlayedCluster(work);
    jar = played.jar("1");
    played.awaitReady();
  }

  @AfterAll
  static void stop() {
    if (played != null) {
      played.close();
    }
  }

  @BeforeEach
  void open() {
    launcher = new FlinkRestLauncher(played.settings(jar));
  }

  @AfterEach
  void close() {
    launcher.close();
  }

  @Test
  @Order(1)
  void runsToItsEnd() throws Exception {
    LaunchRequest request = played.request(Part.FINISH);
    assertThat(launcher.state(request)).isEqualTo(LaunchState.UNKNOWN);
    launcher.launch(request);
    awaitState(request, LaunchState.ENDED);
    assertThat(played.jobs()).contains(request.jobId());
    launcher.launch(request);
    launcher.cleanUp(request);
    launcher.launch(request);
    assertEndsWell(played.request(Part.FINISH));
    assertThat(played.drivers(request))
        .as("a launch repeated before and after it was cleaned up starts nothing")
        .containsExactly("--run-id " + request.runId() + " --attempt 1");
  }

  @Test
  @Order(2)
  void aWaitingDriverHoldsNobodyUp() throws Exception {
    LaunchRequest waiting = played.request(Part.DRIVER_WAITS);
    LaunchRequest other = played.request(Part.FINISH);
    launcher.launch(waiting);
    awaitDrivers(waiting, 1);
    assertThat(launcher.state(waiting)).isEqualTo(LaunchState.RUNNING);
    launcher.launch(other);
    awaitState(other, LaunchState.ENDED);
    assertThat(launcher.state(waiting)).isEqualTo(LaunchState.RUNNING);
    played.letGo(waiting);
    awaitState(waiting, LaunchState.ENDED);
  }

  @Test
  @Order(3)
  void whatAKilledControlPlaneLaunchedIsFoundByItsSuccessor() throws Exception {
    LaunchRequest request = played.request(Part.DRIVER_WAITS);
    FlinkRestLauncher killed = new FlinkRestLauncher(played.settings(jar));
    killed.launch(request);
    awaitDrivers(request, 1);
    killed.close();
    played.letGo(request);
    awaitState(request, LaunchState.ENDED);
    launcher.launch(request);
    assertEndsWell(played.request(Part.FINISH));
    assertThat(played.drivers(request)).hasSize(1);
  }

  @Test
  @Order(4)
  void twoLaunchesAtOnceMakeOneJob() throws Exception {
    LaunchRequest request = played.request(Part.DRIVER_WAITS);
    try (FlinkRestLauncher other = new FlinkRestLauncher(played.settings(jar))) {
      launcher.launch(request);
      other.launch(request);
      awaitDrivers(request, 2);
      played.letGo(request);
      awaitState(request, LaunchState.ENDED);
      await().atMost(AT_MOST).until(() -> other.state(request).equals(LaunchState.ENDED));
    }
    assertThat(played.jobs()).containsOnlyOnce(request.jobId());
  }

  @Test
  @Order(5)
  void aDriverThatFailsSaysWhyInOneLine() throws Exception {
    LaunchRequest request = played.request(Part.DRIVER_FAILS);
    launcher.launch(request);
    awaitState(
        request, LaunchState.failed("the report job did not start: no framework \"x\" is known"));
    launcher.launch(request);
    assertEndsWell(played.request(Part.FINISH));
    assertThat(played.drivers(request)).hasSize(1);
    assertThat(played.jobs()).doesNotContain(request.jobId());
  }

  @Test
  @Order(6)
  void aJobThatFailsSaysWhyInOneLine() throws Exception {
    LaunchRequest request = played.request(Part.JOB_FAILS);
    launcher.launch(request);
    awaitState(request, LaunchState.failed("the Flink job failed: the trail is shut"));
  }

  @Test
  @Order(7)
  void cancelsAJob() throws Exception {
    LaunchRequest request = played.request(Part.JOB_WAITS);
    launcher.cancel(request);
    launcher.launch(request);
    await().atMost(AT_MOST).until(() -> played.jobs().contains(request.jobId()));
    launcher.cancel(request);
    awaitState(request, LaunchState.failed("was cancelled"));
    launcher.cancel(request);
  }

  @Test
  @Order(8)
  void cancelsAJobWhoseDriverStillWaits() throws Exception {
    LaunchRequest request = played.request(Part.BOTH_WAIT);
    launcher.launch(request);
    awaitDrivers(request, 1);
    launcher.cancel(request);
    assertThat(launcher.state(request)).isEqualTo(LaunchState.RUNNING);
    played.letGo(request);
    awaitState(request, LaunchState.failed("was cancelled"));
  }

  @Test
  @Order(9)
  void sendsTheJarOnceAndRemovesOldOnes() throws Exception {
    assertThat(played.jars()).as("all tests so far").hasSize(1);
    String first = played.jars().get(0);
    LaunchRequest request = played.request(Part.FINISH);
    try (FlinkRestLauncher next = new FlinkRestLauncher(played.settings(played.jar("2")))) {
      next.launch(request);
      await().atMost(AT_MOST).until(() -> next.state(request).equals(LaunchState.ENDED));
      next.cleanUp(request);
      assertThat(played.jars()).as("a replica may still use the old one").hasSize(2);
      age(first);
      Files.copy(jar, played.cluster().jarFolder().resolve("a_not-ours.jar"));
      age("not-ours.jar");
      next.cleanUp(request);
      assertThat(played.jars()).hasSize(2).contains("not-ours.jar").doesNotContain(first);
    }
    assertEndsWell(played.request(Part.FINISH));
    assertThat(played.jars()).contains(first);
  }

  @Test
  @Order(10)
  void twoReplicasSendItAtTheSameMoment() throws Exception {
    Path third = played.jar("3");
    List<LaunchRequest> requests =
        List.of(played.request(Part.FINISH), played.request(Part.FINISH));
    CompletableFuture<?>[] all =
        requests.stream()
            .map(request -> CompletableFuture.runAsync(() -> alone(request, third)))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).join();
  }

  @Test
  @Order(11)
  void outlivesTheDeathOfTheJobManager() throws Exception {
    LaunchRequest lost = played.request(Part.JOB_WAITS);
    LaunchRequest unanswered = played.request(Part.DRIVER_WAITS);
    launcher.launch(lost);
    launcher.launch(unanswered);
    awaitDrivers(unanswered, 1);
    await().atMost(AT_MOST).until(() -> played.jobs().contains(lost.jobId()));
    played.cluster().killJobManager();
    assertThatThrownBy(() -> launcher.state(lost))
        .isInstanceOfSatisfying(LaunchException.class, e -> assertThat(e.isTransient()).isTrue())
        .hasMessageContaining(played.cluster().rest() + " can't be reached");
    assertThatThrownBy(() -> launcher.launch(played.request(Part.FINISH)))
        .isInstanceOf(LaunchException.class);
    try (var jars = Files.newDirectoryStream(played.cluster().jarFolder())) {
      for (Path one : jars) {
        Files.delete(one);
      }
    }
    played.cluster().startJobManager();
    played.awaitReady();
    awaitState(lost, LaunchState.UNKNOWN);
    awaitState(unanswered, LaunchState.UNKNOWN);
    assertEndsWell(played.request(Part.FINISH));
    assertThat(played.jars()).as("forgotten, so sent again").hasSize(1);
  }

  private void assertEndsWell(LaunchRequest request) throws Exception {
    launcher.launch(request);
    awaitState(request, LaunchState.ENDED);
  }

  private static void alone(LaunchRequest request, Path jar) {
    try (FlinkRestLauncher replica = new FlinkRestLauncher(played.settings(jar))) {
      replica.launch(request);
      await().atMost(AT_MOST).until(() -> replica.state(request).equals(LaunchState.ENDED));
    } catch (LaunchException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void age(String name) throws Exception {
    try (var files = Files.newDirectoryStream(played.cluster().jarFolder(), "*_" + name)) {
      for (Path file : files) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
      }
    }
  }

  private void awaitState(LaunchRequest request, LaunchState expected) {
    await()
        .atMost(AT_MOST)
        .untilAsserted(() -> assertThat(launcher.state(request)).isEqualTo(expected));
  }

  private static void awaitDrivers(LaunchRequest request, int count) {
    await().atMost(AT_MOST).until(() -> played.drivers(request).size() == count);
  }
}
