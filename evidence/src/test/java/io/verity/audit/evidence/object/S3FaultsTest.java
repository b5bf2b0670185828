package io.verity.audit.evidence.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services that are away, full or liars. */
class S3FaultsTest {

  private static final String SECRET = "the-secret-key";
  private static final String VERSION = "v1";

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ObjectStoreException put(HttpHandler handler) {
    server.createContext("/", handler);
    return put();
  }

  private ObjectStoreException put() {
    var settings =
        new ObjectStoreSettings(
            "s3://evidence",
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "us-east-1",
            "access",
            SECRET,
            "",
            Duration.ofDays(1));
    assertThat(settings.toString()).doesNotContain(SECRET);
    try (ObjectStore store = ObjectStores.open(settings)) {
      ObjectStoreException failure =
          catchThrowableOfType(
              ObjectStoreException.class,
              () -> store.put("a/b", "content".getBytes(), "text/plain", Map.of()));
      assertThat(failure).isNotNull();
      for (Throwable e = failure; e != null; e = e.getCause()) {
        assertThat(e.toString()).doesNotContain(SECRET);
      }
      return failure;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500, InternalError, true, not able to now",
    "503, SlowDown, true, not able to now",
    "507, InsufficientStorage, true, full",
    "403, QuotaExceeded, true, full",
    "403, RequestTimeTooSkewed, true, clocks",
    "403, AccessDenied, false, may not",
    "403, InvalidAccessKeyId, false, access key is unknown",
    "404, NoSuchBucket, false, no such bucket",
    "400, Whatever, false, refuses",
    "200, '', true, is not there",
  })
  void tellsWhatMayPassFromWhatLasts(int status, String code, boolean mayPass, String why) {
    ObjectStoreException failure = put(exchange -> answer(exchange, status, code));

    assertThat(failure).hasMessageContaining(why).hasMessageContaining("s3://evidence");
    assertThat(failure.mayPass()).isEqualTo(mayPass);
  }

  private static void answer(HttpExchange exchange, int status, String code) throws IOException {
    exchange.getRequestBody().readAllBytes();
    boolean isGood = status == 200 && exchange.getRequestMethod().equals("PUT");
    int given = status == 200 && !isGood ? 404 : status;
    String error = status == 200 ? "NoSuchKey" : code;
    byte[] body =
        isGood
            ? new byte[0]
            : ("<Error><Code>" + error + "</Code><Message>" + SECRET + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("x-amz-version-id", VERSION);
    exchange.sendResponseHeaders(given, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void aServiceThatKeepsOtherBytesIsNoticed() {
    ObjectStoreException failure = put(keeping("other", Map.of()));

    assertThat(failure).hasMessageContaining("reads back as other bytes");
    assertThat(failure.mayPass()).isTrue();
  }

  @Test
  void aServiceThatIgnoresTheLockIsNoticed() {
    ObjectStoreException failure = put(keeping("content", Map.of()));

    assertThat(failure).hasMessageContaining("not locked until");
    assertThat(failure.mayPass()).isFalse();
  }

  @Test
  void aServiceThatLocksInGovernanceModeIsNoticed() {
    ObjectStoreException failure =
        put(
            keeping(
                "content",
                Map.of(
                    "x-amz-object-lock-mode", "GOVERNANCE",
                    "x-amz-object-lock-retain-until-date", "2999-01-01T00:00:00Z")));

    assertThat(failure).hasMessageContaining("not locked until");
  }

  @Test
  void aServiceWithoutVersionsIsNoticed() {
    ObjectStoreException failure =
        put(
            exchange -> {
              exchange.getRequestBody().readAllBytes();
              exchange.sendResponseHeaders(200, -1);
              exchange.close();
            });

    assertThat(failure).hasMessageContaining("not versioned");
    assertThat(failure.mayPass()).isFalse();
  }

  /** Acknowledges every object, and gives the same for each. */
  private static HttpHandler keeping(String content, Map<String, String> headers) {
    return exchange -> {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().add("x-amz-version-id", VERSION);
      headers.forEach(exchange.getResponseHeaders()::add);
      boolean isPut = exchange.getRequestMethod().equals("PUT");
      exchange.sendResponseHeaders(200, isPut ? -1 : content.length());
      if (!isPut) {
        exchange.getResponseBody().write(content.getBytes(StandardCharsets.UTF_8));
      }
      exchange.close();
    };
  }

  @Test
  void aServiceThatIsAwayMayComeBack() {
    server.stop(0);

    ObjectStoreException failure = put();

    assertThat(failure).hasMessageContaining("does not answer").hasMessageContaining("refused");
    assertThat(failure.mayPass()).isTrue();
  }

  @Test
  void aServiceThatHangsUpMayComeBack() {
    ObjectStoreException failure = put(HttpExchange::close);

    assertThat(failure).hasMessageContaining("does not answer");
    assertThat(failure.mayPass()).isTrue();
  }
}
