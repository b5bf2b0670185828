package io.verity.audit.collect.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.CollectionRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Asks one source for JSON during one collection. All answers together may take the time and the
 * bytes that the source has, a redirect stays at the source, and each request waits for its turn.
 */
public final class JsonClient implements AutoCloseable {

  private static final int MOST_REDIRECTS = 3;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final MediaType JSON = MediaType.get("application/json");

  private final CollectionRequest request;
  private final String authorization;
  private final OkHttpClient http;
  private final Failures failures;
  private long bytesLeft;

  private JsonClient(CollectionRequest request, String authorization, OkHttpClient http) {
    this.request = request;
    this.authorization = authorization;
    this.http = http;
    this.failures = new Failures(request.source());
    this.bytesLeft = request.maxBytes();
  }

  /** Reads the secret and the certificates of the source. */
  public static JsonClient open(CollectionRequest request) throws CollectionException {
    String authorization =
        request.settings().containsKey("authorization") ? request.secret("authorization") : null;
    if (authorization != null && !authorization.chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw CollectionException.lasting(
          "source %s: its authorization holds characters that a header can't"
              .formatted(request.source()));
    }
    OkHttpClient.Builder http =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(1, 5, TimeUnit.SECONDS))
            .connectTimeout(CONNECT)
            // the time that is left bounds each call as a whole
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false);
    Trust.of(request).ifPresent(trust -> trust.applyTo(http));
    return new JsonClient(request, authorization, http.build());
  }

  JsonAnswer get(HttpUrl url) throws CollectionException, InterruptedException {
    HttpUrl at = url;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      Answer answer = ask(new Request.Builder().url(at).get());
      if (answer.json() != null) {
        return answer.json();
      }
      at = answer.elsewhere();
    }
    throw failures.lasting("it redirects in a circle, or more than %d times", MOST_REDIRECTS);
  }

  /** What is posted is asked once: a redirect of it is refused. */
  public JsonAnswer post(HttpUrl url, byte[] json)
      throws CollectionException, InterruptedException {
    Answer answer = ask(new Request.Builder().url(url).post(RequestBody.create(json, JSON)));
    if (answer.json() == null) {
      throw failures.lasting("it redirects a search; name the address it redirects to as its url");
    }
    return answer.json();
  }

  /** Either of them is null. */
  private record Answer(JsonAnswer json, HttpUrl elsewhere) {}

  private Answer ask(Request.Builder asked) throws CollectionException, InterruptedException {
    request.beforeCall();
    asked.header("Accept", "application/json").header("User-Agent", "verity-audit");
    if (authorization != null) {
      asked.header("Authorization", authorization);
    }
    OkHttpClient timed = http.newBuilder().callTimeout(timeLeft()).build();
    try (Response response = timed.newCall(asked.build()).execute()) {
      return read(response);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw failures.of(e);
    }
  }

  private Answer read(Response response) throws CollectionException, IOException {
    if (response.isRedirect()) {
      return new Answer(null, redirected(response));
    }
    failures.requireSuccess(response);
    try (InputStream limited = new LimitedStream(response.body().byteStream(), bytesLeft)) {
      JsonNode body = StrictJson.read(limited);
      if (body.isMissingNode()) {
        throw failures.lasting("it answered nothing");
      }
      JsonAnswer json = new JsonAnswer(response.request().url(), response.headers(), body);
      bytesLeft = ((LimitedStream) limited).left();
      return new Answer(json, null);
    } catch (LimitedStream.TooMuchException e) {
      throw failures.lasting(
          "it answered more than max_bytes, %d; ask for less, or raise it", request.maxBytes());
    }
  }

  private HttpUrl redirected(Response response) throws CollectionException {
    HttpUrl from = response.request().url();
    String location = response.header("Location");
    HttpUrl to = location == null ? null : from.resolve(location);
    if (to == null) {
      throw failures.lasting("it redirects to no address");
    }
    if (!SourceUrl.isSameOrigin(from, to)) {
      throw failures.lasting(
          "it redirects to %s://%s:%d, which gets no authorization of ours; if that is right, name"
              + " it as its url",
          to.scheme(), to.host(), to.port());
    }
    return to;
  }

  private Duration timeLeft() throws CollectionException {
    Duration left = request.timeLeft();
    if (left.toMillis() <= 0) {
      throw failures.tooSlow(null);
    }
    return left;
  }

  /** Closes its connections. */
  @Override
  public void close() {
    http.connectionPool().evictAll();
  }
}
