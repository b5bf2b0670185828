package io.verity.audit.control.launch.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.LaunchState;
import io.verity.audit.stack.FreePorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against servers that do not behave as a JobManager. */
class FlinkRestLauncherTest {

  private static final Duration SHORT = Duration.ofMillis(700);
  private static final String NO_JOB = "{\"errors\":[\"x.FlinkJobNotFoundException: none\"]}";

  @TempDir private Path folder;
  private final LaunchRequest request =
      new LaunchRequest(UUID.randomUUID(), 1, "gdpr", Duration.ofDays(90));
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private Path jar;
  private Path header;

  @BeforeEach
  void start() throws Exception {
    jar = Files.writeString(folder.resolve("job.jar"), "jar");
    header = Files.writeString(folder.resolve("header"), "Bearer hidden-1\n");
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void followsNoRedirect() {
    answering("/jobs", 302, "", "Location", "/elsewhere");
    answering("/elsewhere", 200, "{\"status\":\"FINISHED\"}");
    refused(false).hasMessageContaining("redirects elsewhere");
    assertThat(seen).hasSize(1);
  }

  @Test
  void readsNoEndlessAnswer() {
    server.createContext(
        "/jobs",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] some = new byte[1 << 16];
          while (true) {
            exchange.getResponseBody().write(some);
          }
        });
    refused(true).hasMessageContaining("the answer is longer than");
  }

  @Test
  void waitsForNoAnswerThatStopsInTheMiddle() {
    server.createContext(
        "/jobs",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
        });
    long begun = System.nanoTime();
    refused(true).hasMessageContaining("did not answer within");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void takesNoProxysWordForAMissingJob() {
    answering("/", 404, "<html>not here</html>");
    refused(true).hasMessageContaining("HTTP 404").hasMessageContaining("JobManager's REST");
  }

  @Test
  void takesNothingThatIsNoJsonForAnAnswer() {
    answering("/", 200, "<html>FINISHED</html>");
    refused(true);
  }

  @Test
  void sendsTheHeaderOfTheMomentAndNeverTellsIt() throws Exception {
    server.createContext(
        "/jobs",
        exchange -> {
          seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
          answer(exchange, 401, "{}");
        });
    refused(true).hasMessageContaining("refuses the credentials").hasMessageNotContaining("hidden");
    Files.writeString(header, "Basic hidden-2");
    refused(true);
    assertThat(seen).containsExactly("Bearer hidden-1", "Basic hidden-2");
  }

  @Test
  void asksTheNextJobManagerWhereOneIsGone() throws Exception {
    answering("/jobs", 200, "{\"status\":\"FINISHED\"}");
    URI gone = URI.create("http://localhost:" + FreePorts.choose());
    try (FlinkRestLauncher launcher = launcher(gone, url())) {
      assertThat(launcher.state(request)).isEqualTo(LaunchState.ENDED);
      assertThat(launcher.state(request)).isEqualTo(LaunchState.ENDED);
    }
  }

  @Test
  void saysWhichSettingMustGrowForAJarThatIsTooLarge() {
    answering("/jobs", 500, NO_JOB);
    answering("/jars", 200, "{\"files\":[]}");
    answering("/jars/upload", 413, "{}");
    assertThatThrownBy(
            () -> {
              try (FlinkRestLauncher launcher = launcher(url())) {
                launcher.launch(request);
              }
            })
        .isInstanceOfSatisfying(LaunchException.class, e -> assertThat(e.isTransient()).isFalse())
        .hasMessageContaining("rest.server.max-content-length");
  }

  @Test
  void aLaunchTheClusterWasNotReadyForCanBeRepeated() throws Exception {
    answering("/jobs", 500, NO_JOB);
    answering("/jars", 200, "{\"files\":[]}");
    answering("/jars/upload", 200, "{\"filename\":\"/tmp/a_verity.jar\"}");
    answering("/jars/a_verity.jar/run", 503, "{\"errors\":[\"electing\"]}");
    try (FlinkRestLauncher launcher = launcher(url())) {
      launcher.launch(request);
      await().until(() -> launcher.state(request).equals(LaunchState.UNKNOWN));
      launcher.launch(request);
      await().until(() -> runs() == 2);
    }
  }

  @Test
  void anAnswerThatNeverComesLeavesTheAttemptToTheCluster() throws Exception {
    answering("/jobs", 500, NO_JOB);
    answering("/jars", 200, "{\"files\":[]}");
    answering("/jars/upload", 200, "{\"filename\":\"/tmp/a_verity.jar\"}");
    server.createContext("/jars/a_verity.jar/run", exchange -> seen.add("/run"));
    try (FlinkRestLauncher launcher = launcher(url())) {
      launcher.launch(request);
      assertThat(launcher.state(request)).isEqualTo(LaunchState.RUNNING);
      await().until(() -> launcher.state(request).equals(LaunchState.UNKNOWN));
      launcher.launch(request);
      assertThat(runs()).as("it may be there yet").isEqualTo(1);
    }
  }

  private long runs() {
    return seen.stream().filter(path -> path.endsWith("/run")).count();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(boolean passing) {
    return assertThatThrownBy(
            () -> {
              try (FlinkRestLauncher launcher = launcher(url())) {
                launcher.state(request);
              }
            })
        .isInstanceOfSatisfying(
            LaunchException.class, e -> assertThat(e.isTransient()).isEqualTo(passing));
  }

  private FlinkRestLauncher launcher(URI... urls) {
    return new FlinkRestLauncher(
        new FlinkRestSettings(
            List.of(urls),
            jar,
            "a.Main",
            header,
            null,
            null,
            new FlinkTimeouts(SHORT, SHORT, SHORT, SHORT)));
  }

  private URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  private void answering(String path, int status, String body, String... headers) {
    server.createContext(
        path,
        exchange -> {
          seen.add(exchange.getRequestURI().getPath());
          exchange.getRequestBody().readAllBytes();
          for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
          }
          answer(exchange, status, body);
        });
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes();
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
