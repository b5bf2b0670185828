package io.verity.audit.control.launch.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.StackText;
import io.verity.audit.control.tls.ClientTls;
import io.verity.audit.control.tls.TlsFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls to a cluster's REST. Bounded in time and in length, since what answers may be anything; a
 * redirect is not followed, since the credentials would follow it.
 */
final class FlinkHttp {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long LONGEST_ANSWER = 8L << 20;

  private final FlinkRestSettings settings;
  private final HttpClient client;
  private volatile int preferred;

  FlinkHttp(FlinkRestSettings settings) {
    this.settings = settings;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(settings.timeouts().connect());
    if (settings.certificates() != null || settings.identity() != null) {
      builder.sslContext(ClientTls.context(settings.certificates(), settings.identity()));
    }
    this.client = builder.build();
  }

  FlinkAnswer get(String path) throws LaunchException, InterruptedException {
    return toAny(HttpRequest.newBuilder(), path);
  }

  FlinkAnswer patch(String path) throws LaunchException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder();
    return toAny(request.method("PATCH", HttpRequest.BodyPublishers.noBody()), path);
  }

  FlinkAnswer delete(URI base, String path) throws LaunchException, InterruptedException {
    return answer(HttpRequest.newBuilder().DELETE(), base, path, settings.timeouts().answer());
  }

  FlinkAnswer post(URI base, String path, String type, BodyPublisher body, Duration timeout)
      throws LaunchException, InterruptedException {
    return answer(
        HttpRequest.newBuilder().header("Content-Type", type).POST(body), base, path, timeout);
  }

  /** Asks the JobManager that answered last, and the others where it takes no connection. */
  private FlinkAnswer toAny(HttpRequest.Builder request, String path)
      throws LaunchException, InterruptedException {
    LaunchException refused = null;
    int first = preferred;
    for (int i = 0; i < settings.urls().size(); i++) {
      int index = (first + i) % settings.urls().size();
      try {
        FlinkAnswer answer =
            answer(request, settings.urls().get(index), path, settings.timeouts().answer());
        preferred = index;
        return answer;
      } catch (LaunchException e) {
        if (!(e.getCause() instanceof ConnectException)) {
          throw e;
        }
        refused = e;
      }
    }
    throw refused;
  }

  private FlinkAnswer answer(HttpRequest.Builder template, URI base, String path, Duration timeout)
      throws LaunchException, InterruptedException {
    HttpRequest.Builder request = template.copy();
    if (settings.authorizationFile() != null) {
      request.setHeader("Authorization", authorization());
    }
    String root = base.toString().replaceAll("/+$", "");
    HttpResponse<byte[]> response =
        send(request.uri(URI.create(root + path)).build(), base, timeout);
    int status = response.statusCode();
    if (status / 100 == 3) {
      throw LaunchException.lasting(
          "Flink at " + base + " redirects elsewhere, which is not followed: give its own address",
          null);
    }
    if (status == 401 || status == 403) {
      throw LaunchException.passing(
          "Flink at " + base + " refuses the credentials (HTTP " + status + ")", null);
    }
    return new FlinkAnswer(status, parsed(response.body()), base);
  }

  /** With a time-out over the body too, which that of the request leaves out. */
  private HttpResponse<byte[]> send(HttpRequest request, URI base, Duration timeout)
      throws LaunchException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, info -> new BoundedBody(LONGEST_ANSWER));
    try {
      return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw LaunchException.passing(
          "Flink at " + base + " did not answer within " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw LaunchException.passing("Flink at " + base + " can't be reached: " + text(e), cause(e));
    } finally {
      sent.cancel(true);
    }
  }

  private String authorization() throws LaunchException {
    try {
      return Files.readString(settings.authorizationFile()).strip();
    } catch (IOException e) {
      throw LaunchException.passing(
          "the file with the Authorization header can't be read: " + settings.authorizationFile(),
          e);
    }
  }

  private static JsonNode parsed(byte[] body) {
    try {
      JsonNode tree = JSON.readTree(body);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Throwable cause(ExecutionException e) {
    if (e.getCause() instanceof HttpConnectTimeoutException) {
      return new ConnectException("no connection in time");
    }
    return e.getCause();
  }

  private static String text(ExecutionException e) {
    String message = cause(e).getMessage();
    return TlsFailure.inWords(e)
        .orElseGet(
            () ->
                message == null
                    ? "connection refused or host unknown"
                    : StackText.oneLine(message));
  }
}
