package io.verity.audit.control.http;

import static io.verity.audit.control.auth.Role.AUDITOR;
import static io.verity.audit.control.auth.Role.REQUESTER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.control.Api;
import io.verity.audit.control.Api.Answer;
import io.verity.audit.control.ControlPlane;
import io.verity.audit.control.SampleRuns;
import io.verity.audit.control.TestPlane;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no handler gets to see. */
class GateITCase {

  private final TestPlane plane = TestPlane.get();
  private final Api requester = plane.as("gate", REQUESTER);

  /** Sends bytes as they are; the head and the body of the first answer. */
  private String[] raw(String url, String request) throws IOException {
    URI uri = URI.create(url);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return all.split("\r\n\r\n", 2);
    }
  }

  private JsonNode problem(String request, int... statuses) throws IOException {
    String[] answer = raw(plane.plane().apiUrl(), request);
    assertThat(answer[0]).contains("application/problem+json").containsIgnoringCase("X-Request-Id");
    JsonNode problem = new ObjectMapper().readTree(answer[1]);
    assertThat(problem.path("status").asInt())
        .as(answer[1])
        .isIn(IntStream.of(statuses).boxed().toList());
    String logged =
        plane.sql(
            "SELECT outcome FROM access_log WHERE detail->>'request_id' = '"
                + problem.path("request_id").asText()
                + "'");
    assertThat(logged).isEqualTo(problem.path("status").asText());
    return problem;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/reports/%2e%2e",
        "/v1/reports/../reports",
        "/v1/reports/..%2f..%2fetc%2fpasswd",
        "/v1/reports/%00",
        "/v1/reports/%",
        "/v1/reports/%zz",
        "/v1/reports/%c0%ae",
        "/v1/reports/%ff%fe",
        "/v1/reports/1-1-1-1-1",
        "/v1/reports/00000000-0000-0000-0000-00000000000G",
        "/v1/reports/00000000-0000-0000-0000-000000000000%20",
        "/v1/reports/00000000-0000-0000-0000-000000000000/",
        "/v1/reports/00000000-0000-0000-0000-000000000000;a=b",
        "/v1/reports//",
        "//v1/reports/x",
        "/v1/./reports/x",
        "/V1/reports/x",
        "/v1/reports/0%E2%80%8B0000000-0000-0000-0000-000000000000",
        "/v1/reports/'%20OR%201=1--",
        "/console/../v1/reports/x",
        "/health/live",
        "/metrics",
      })
  void aTrickyPathLeadsNowhere(String path) throws IOException {
    String token = plane.token("gate", REQUESTER);
    JsonNode problem =
        problem(
            "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                .formatted(path, token),
            400,
            404);
    assertThat(problem.toString()).doesNotContain("Exception", "jetty", "java.");
  }

  @Test
  void whatIsNoRequestIsAProblemAllTheSame() throws IOException {
    String end = "\r\nHost: x\r\nConnection: close\r\n";
    problem("GET /" + "x".repeat(20_000) + " HTTP/1.1" + end + "\r\n", 414, 431);
    problem("GET / HTTP/1.1" + end + "X-Big: " + "x".repeat(20_000) + "\r\n\r\n", 431);
    problem("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400);
    problem("POST /v1/reports HTTP/1.1" + end + "Content-Length: x\r\n\r\n", 400);
    problem("nonsense\r\n\r\n", 400, 501, 505);
    problem("BREW / HTTP/1.1" + end + "\r\n", 404, 405, 501);
    problem("BREW /v1/reports HTTP/1.1" + end + "\r\n", 405, 501);
    problem("TRACE /v1/reports HTTP/1.1" + end + "\r\n", 405);
  }

  @Test
  void aBodyWithoutALengthIsLimitedAsWell() throws IOException {
    StringBuilder request = new StringBuilder();
    request.append(
        "POST /v1/reports HTTP/1.1\r\nHost: x\r\nConnection: close\r\nIdempotency-Key: c\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nAuthorization: Bearer "
            + plane.token("gate", REQUESTER)
            + "\r\n\r\n");
    for (int i = 0; i < 70; i++) {
      request.append("400\r\n").append(" ".repeat(1_024)).append("\r\n");
    }
    request.append("0\r\n\r\n");
    problem(request.toString(), 413);
  }

  @Test
  void methodsAreToldApart() {
    Answer wrong = requester.call("DELETE", "/v1/reports", null);
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    Answer options = requester.call("OPTIONS", "/v1/reports", null);
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    assertThat(options.header("Access-Control-Allow-Origin")).isNull();
    assertThat(requester.call("PUT", "/v1/nothing", null).status()).isEqualTo(404);
    Answer head = requester.call("HEAD", "/v1/frameworks", null);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.response().body()).isEmpty();
  }

  @Test
  void headersProtectABrowser() {
    Answer answer = requester.get("/v1/frameworks", "Origin", "https://evil.example");
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    assertThat(answer.header("Server")).isNull();
  }

  @Test
  void anAnswerIsOfTheKindThatIsWanted() {
    assertThat(requester.get("/v1/frameworks", "Accept", "text/html").status()).isEqualTo(406);
    assertThat(requester.get("/v1/frameworks", "Accept", "application/json;q=0").status())
        .isEqualTo(406);
    assertThat(requester.get("/v1/frameworks", "Accept", "text/html, */*;q=0.1").status())
        .isEqualTo(200);
  }

  @Test
  void aWellFormedRequestIdIsKept() {
    assertThat(requester.get("/v1/whoami", "X-Request-Id", "abc-1.2_3").header("X-Request-Id"))
        .isEqualTo("abc-1.2_3");
    String odd = requester.get("/v1/whoami", "X-Request-Id", "a b\"<>").header("X-Request-Id");
    assertThat(UUID.fromString(odd)).isNotNull();
    assertThat(requester.get("/v1/whoami", "X-Request-Id", "x".repeat(65)).header("X-Request-Id"))
        .hasSize(36);
  }

  @Test
  void refusedCallsAreLoggedToo() {
    String path = "/v1/" + UUID.randomUUID();
    plane.anonymous().get(path);
    plane.anonymous().get("/v1/whoami?" + path);
    JsonNode lines =
        plane.as("a", AUDITOR).get("/v1/access?object=" + path + "&actor=anonymous").json();
    assertThat(lines.at("/items/0/outcome").asText()).isEqualTo("404");
    assertThat(plane.as("a", AUDITOR).get("/v1/access?limit=5").text()).contains("whoAmI", "401");
  }

  @Test
  void aTokenHasARate() {
    String name = "fast-" + UUID.randomUUID();
    try (ControlPlane limited = plane.start(Map.of("CONTROL_RATE_LIMIT", "20"))) {
      Api fast = new Api(limited.apiUrl(), plane.token(name, REQUESTER));
      List<Answer> answers =
          IntStream.range(0, 80).parallel().mapToObj(i -> fast.get("/v1/whoami")).toList();
      long refused = answers.stream().filter(a -> a.status() == 429).count();
      assertThat(refused).isPositive();
      assertThat(answers.stream().filter(a -> a.status() == 200).count())
          .isGreaterThanOrEqualTo(20);
      assertThat(answers)
          .filteredOn(a -> a.status() == 429)
          .allSatisfy(a -> assertThat(a.header("Retry-After")).isEqualTo("1"));
      // another's token has a rate of its own, and each refusal is in the log
      assertThat(
              new Api(limited.apiUrl(), plane.token("slow", REQUESTER)).get("/v1/whoami").status())
          .isEqualTo(200);
      assertThat(
              plane.sql(
                  "SELECT count(*) FROM access_log WHERE outcome = '429' AND actor = '"
                      + name
                      + "'"))
          .isEqualTo(Long.toString(refused));

      List<Answer> anonymous =
          IntStream.range(0, 150)
              .parallel()
              .mapToObj(i -> new Api(limited.apiUrl(), null).get("/v1/whoami"))
              .toList();
      assertThat(anonymous).extracting(Answer::status).contains(401, 429).doesNotContain(200);
    }
  }

  /** No answer leaves without its line: the account loses the right to write one. */
  @Test
  void aCallThatCannotBeLoggedIsRefused() {
    plane.sql(
        "REVOKE INSERT (actor, action, object, outcome, detail) ON access_log FROM verity_control");
    try {
      Answer answer = requester.get("/v1/whoami");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.detail()).contains("access log");
      String owner = "unlogged-" + UUID.randomUUID();
      UUID id = SampleRuns.completed(plane, owner);
      Answer file = plane.as(owner, REQUESTER).get("/v1/reports/" + id + "/download?format=pdf");
      assertThat(file.status()).isEqualTo(503);
      assertThat(file.header("ETag")).isNull();
    } finally {
      plane.sql(
          "GRANT INSERT (actor, action, object, outcome, detail) ON access_log TO verity_control");
    }
    assertThat(requester.get("/v1/whoami").status()).isEqualTo(200);
  }

  @Test
  void healthAndMetricsAreOnTheirOwnPort() {
    String admin = plane.plane().adminUrl();
    requester.get("/v1/whoami");
    Map.of("/health/live", "UP", "/health/ready", "\"database\":\"UP\"")
        .forEach((path, text) -> assertThat(fetch(admin + path)).contains(text));
    assertThat(fetch(admin + "/metrics"))
        .contains("control_http_requests_total{operation=\"whoAmI\",status=\"200\"}")
        .contains("control_http_request_duration_seconds_bucket{operation=\"whoAmI\"")
        .contains("control_queue_depth ")
        .contains("control_queue_processing ");
  }

  private static String fetch(String url) {
    try (var in = URI.create(url).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(url, e);
    }
  }
}
