package io.verity.audit.collect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import io.verity.audit.collect.CollectionException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that hang, flood, lie or lead elsewhere: each ends in one clear line, in time. */
class HttpBadSourceTest {

  private static final long GIGABYTE = 1L << 30;

  private final HttpHandler handler = new HttpHandler();

  @Test
  void shouldCutAGigabyteOff() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (TestSource source = TestSource.answering(exchange -> flood(exchange, sent))) {
      CollectionException failure = failure(asked(source).bytes(100_000));
      assertThat(failure).hasMessageContaining("more than max_bytes, 100000");
      assertThat(failure.mayPass()).isFalse();
      assertThat(sent).hasValueLessThan(GIGABYTE / 10);
    }
  }

  private static void flood(HttpExchange exchange, AtomicLong sent) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    byte[] zeros = "[0,0,0,0,0,0,0,0],".repeat(4000).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write('[');
      while (sent.addAndGet(zeros.length) < GIGABYTE) {
        out.write(zeros);
      }
    }
  }

  @Test
  void shouldCountBytesAfterUnpacking() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(("\"" + "a".repeat(5_000_000) + "\"").getBytes(StandardCharsets.US_ASCII));
    }
    try (TestSource source =
        TestSource.answering(
            exchange -> {
              exchange.getResponseHeaders().set("Content-Encoding", "gzip");
              TestSource.send(exchange, 200, "application/json", packed.toByteArray());
            })) {
      assertThat(failure(asked(source))).hasMessageContaining("more than max_bytes");
    }
  }

  @Test
  void shouldCountTheBytesOfAllPagesTogether() throws Exception {
    String page = "{\"items\":[\"" + "a".repeat(400_000) + "%s\"],\"next\":\"%s\"}";
    AtomicLong number = new AtomicLong();
    try (TestSource source =
        TestSource.answering(
            exchange -> {
              long now = number.incrementAndGet();
              TestSource.json(exchange, page.formatted(now, now));
            })) {
      AskedRequest request =
          AskedRequest.of(
              source.url(), "{'path':'/','items':'/items','next':'/next','next_param':'c'}");
      assertThat(failure(request)).hasMessageContaining("more than max_bytes");
      assertThat(source.asked()).hasSize(3);
    }
  }

  @Test
  void shouldNotWaitForASourceThatHangs() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      AskedRequest request =
          AskedRequest.of("http://127.0.0.1:" + silent.getLocalPort(), "{'path':'/'}").seconds(0.3);
      assertTooSlow(request);
    }
  }

  @Test
  void shouldNotWaitForASourceThatDrips() throws Exception {
    try (TestSource source =
        TestSource.answering(
            exchange -> {
              exchange.getResponseHeaders().set("Content-Type", "application/json");
              exchange.sendResponseHeaders(200, 0);
              for (int i = 0; i < 200; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                pause();
              }
            })) {
      assertTooSlow(asked(source).seconds(0.3));
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertTooSlow(AskedRequest request) {
    long began = System.nanoTime();
    CollectionException failure = failure(request);
    assertThat(failure).hasMessageContaining("did not answer within its time");
    assertThat(failure.mayPass()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void shouldLeaveARedirectLoop() throws Exception {
    try (TestSource source = TestSource.answering(exchange -> redirect(exchange, "/"))) {
      AskedRequest request = asked(source);
      assertThat(failure(request)).hasMessageContaining("redirects in a circle");
      assertThat(source.asked()).hasSize(4);
      assertThat(request.calls()).hasValue(4);
    }
  }

  @Test
  void shouldNotCarryTheSecretElsewhere() throws Exception {
    try (TestSource other = TestSource.answering("{}");
        TestSource source =
            TestSource.answering(exchange -> redirect(exchange, other.url() + "/?t=private"))) {
      CollectionException failure = failure(asked(source));
      assertThat(failure)
          .hasMessageContaining("redirects to " + other.url())
          .hasMessageNotContaining("private");
      assertThat(failure.mayPass()).isFalse();
      assertThat(other.asked()).isEmpty();
    }
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    TestSource.send(exchange, 302, null, new byte[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/json | x{private        | no JSON             | false
          application/json | {"private":[1,2  | ends in the middle  | true
          application/json | {"a":1,"a":2}    | one name twice      | false
          application/json | {"a":1} "private"| something follows   | false
          application/json | {"a":NaN}        | no JSON             | false
          text/html        | <html>private    | answered text/html  | false
          """)
  void shouldTakeNothingButJson(String type, String body, String problem, boolean mayPass) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (TestSource source =
        TestSource.answering(exchange -> TestSource.send(exchange, 200, type, bytes))) {
      CollectionException failure = failure(asked(source));
      assertThat(failure).hasMessageContaining(problem).hasMessageNotContaining("private");
      assertThat(failure.mayPass()).isEqualTo(mayPass);
    }
  }

  @Test
  void shouldRefuseBytesThatAreNoUtf8() {
    byte[] latin = "{\"name\":\"J\u00f6rg\"}".getBytes(StandardCharsets.ISO_8859_1);
    try (TestSource source =
        TestSource.answering(
            exchange -> TestSource.send(exchange, 200, "application/json", latin))) {
      assertThat(failure(asked(source))).hasMessageContaining("no UTF-8");
    }
  }

  @Test
  void shouldRefuseAnEmptyBody() {
    try (TestSource source =
        TestSource.answering(
            exchange -> TestSource.send(exchange, 200, "application/json", new byte[0]))) {
      assertThat(failure(asked(source))).hasMessageContaining("answered nothing");
    }
  }

  @Test
  void shouldRefuseADeepAbyss() {
    try (TestSource source = TestSource.answering("[".repeat(100_000))) {
      assertThat(failure(asked(source))).hasMessageContaining("nested too deep");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401,false,refused the authorization",
    "403,false,refused the authorization",
    "404,false,answered HTTP 404",
    "204,false,answered HTTP 204",
    "304,false,answered HTTP 304",
    "429,true,answered HTTP 429",
    "500,true,answered HTTP 500"
  })
  void shouldSayWhatAStatusMeans(int status, boolean mayPass, String problem) {
    try (TestSource source =
        TestSource.answering(
            exchange -> TestSource.send(exchange, status, "application/json", new byte[0]))) {
      CollectionException failure = failure(asked(source));
      assertThat(failure).hasMessageContaining(problem);
      assertThat(failure.mayPass()).isEqualTo(mayPass);
      assertThat(failure.retryAfter()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void shouldSayWhenToComeAgain(int status) {
    assertThat(retryAfter(status, "17")).isEqualTo(Duration.ofSeconds(17));
    assertThat(retryAfter(status, "999999999")).isEqualTo(Duration.ofHours(24));
    assertThat(retryAfter(status, "soon")).isNull();
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(60).atOffset(ZoneOffset.UTC));
    assertThat(retryAfter(status, date)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
  }

  private Duration retryAfter(int status, String header) {
    try (TestSource source =
        TestSource.answering(
            exchange -> {
              exchange.getResponseHeaders().set("Retry-After", header);
              TestSource.send(exchange, status, null, new byte[0]);
            })) {
      return failure(asked(source)).retryAfter();
    }
  }

  @Test
  void shouldSayThatNothingAnswers() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    CollectionException failure =
        failure(AskedRequest.of("http://127.0.0.1:" + port, "{'path':'/'}"));
    assertThat(failure).hasMessageContaining("nothing answers");
    assertThat(failure.mayPass()).isTrue();
  }

  @Test
  void shouldSayThatTheConnectionBrokeOff() {
    try (TestSource source =
        TestSource.answering(
            exchange -> {
              exchange.getResponseHeaders().set("Content-Type", "application/json");
              exchange.sendResponseHeaders(200, 100);
              exchange.getResponseBody().write("[1,2".getBytes(StandardCharsets.US_ASCII));
              throw new IOException("pulled the plug");
            })) {
      CollectionException failure = failure(asked(source));
      assertThat(failure).hasMessageContaining("broke off");
      assertThat(failure.mayPass()).isTrue();
    }
  }

  private static AskedRequest asked(TestSource source) {
    return AskedRequest.of(source.url(), "{'path':'/'}");
  }

  private CollectionException failure(AskedRequest request) {
    CollectionException failure =
        catchThrowableOfType(CollectionException.class, () -> handler.collect(request));
    assertThat(failure).hasMessageStartingWith("source api: ").hasMessageNotContaining("sesame");
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure;
  }
}
