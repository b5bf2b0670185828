package io.verity.audit.control.webhooks;

import io.verity.audit.control.http.Json;
import io.verity.audit.store.Delivery;
import java.io.IOException;
import java.net.Proxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Makes one call. It says which report changed and nothing of what is in it: whoever wants to know
 * asks the API. A redirect is not followed, and the answer's body is not read.
 */
final class WebhookCall implements AutoCloseable {

  private static final MediaType JSON = MediaType.get("application/json");

  private final Reachable reachable;
  private final OkHttpClient client;

  WebhookCall(Reachable reachable, WebhookSettings settings) {
    this.reachable = reachable;
    this.client =
        new OkHttpClient.Builder()
            .dns(reachable)
            // through a proxy, the name would be looked up where nobody checks it
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .callTimeout(settings.callTimeout())
            .build();
  }

  /**
   * @throws IOException for a person, where the receiver did not take it
   */
  void make(Delivery delivery) throws IOException {
    HttpUrl url = HttpUrl.parse(delivery.url());
    if (url == null) {
      throw new IOException("its URL is none");
    }
    reachable.checkLocal(url);
    String body = body(delivery);
    String id = delivery.id().toString();
    long timestamp = Instant.now().getEpochSecond();
    Request request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "verity-webhooks/1")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(timestamp))
            .header("webhook-signature", WebhookSecret.sign(delivery.secret(), id, timestamp, body))
            .post(RequestBody.create(body, JSON))
            .build();
    try (Response response = client.newCall(request).execute()) {
      if (response.isRedirect() || response.code() / 100 == 3) {
        throw new IOException(
            "it answered " + response.code() + ", a redirect, and redirects are not followed");
      }
      if (!response.isSuccessful()) {
        throw new IOException("it answered " + response.code());
      }
    }
  }

  private static String body(Delivery delivery) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", delivery.type());
    body.put("id", delivery.id());
    body.put("report_id", delivery.runId());
    body.put("status", delivery.type().replaceFirst("^report\\.", "").toUpperCase(Locale.ROOT));
    body.put("timestamp", delivery.at());
    return Json.text(body);
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
