package io.verity.audit.control.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verity.audit.control.QuietStack;
import io.verity.audit.store.Database;
import io.verity.audit.store.Delivery;
import io.verity.audit.store.WebhookDeliveries;
import io.verity.audit.store.Webhooks;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks are made in the database here, since the receivers are at private addresses. */
class WebhooksITCase {

  private static final List<String> TYPES = List.of("report.completed", "report.failed");
  private static final WebhookSettings QUICK =
      new WebhookSettings(
          Duration.ofMillis(800),
          Duration.ofSeconds(2),
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          3);

  private final QuietStack stack = QuietStack.get();
  private final String owner = "webhooks-" + UUID.randomUUID();
  private final String secret = WebhookSecret.generate();
  private Database database;
  private Receiver receiver;

  @BeforeEach
  void start() throws Exception {
    database = stack.database("control");
    receiver = new Receiver();
  }

  @AfterEach
  void stop() {
    stack.sql("UPDATE webhook_deliveries SET status = 'FAILED' WHERE status = 'PENDING'");
    stack.sql("UPDATE webhooks SET removed_at = now() WHERE removed_at IS NULL");
    receiver.close();
    database.close();
  }

  @Test
  void aReadyReportIsCalledAndSigned() throws Exception {
    webhook(receiver.url("localhost"));
    try (WebhookWorker worker = worker(Dns.SYSTEM, Set.of("localhost"))) {
      UUID run = completed();

      await().until(() -> delivery("status").equals("DELIVERED"));

      Receiver.Call call = receiver.calls().get(0);
      assertThat(receiver.calls()).hasSize(1);
      JsonNode body = new ObjectMapper().readTree(call.body());
      assertThat(body.path("type").asText()).isEqualTo("report.completed");
      assertThat(body.path("id").asText()).isEqualTo(call.id());
      assertThat(body.path("report_id").asText()).isEqualTo(run.toString());
      assertThat(body.path("status").asText()).isEqualTo("COMPLETED");
      assertThat(body.size()).as("thin: what, which, when").isEqualTo(5);
      assertThat(call.signature())
          .isEqualTo(
              WebhookSecret.sign(secret, call.id(), Long.parseLong(call.timestamp()), call.body()));
      assertThat(Instant.ofEpochSecond(Long.parseLong(call.timestamp())))
          .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
    }
  }

  @Test
  void anotherOwnersReportIsNot() throws Exception {
    webhook(receiver.url("localhost"));
    stack.completed("somebody-else-" + UUID.randomUUID());
    assertThat(count("TRUE")).isZero();
    completed();
    assertThat(count("TRUE")).isEqualTo(1);
  }

  @Test
  void isTriedAgainAndGivenUp() throws Exception {
    receiver.answering(Receiver.status(500));
    webhook(receiver.url("localhost"));
    try (WebhookWorker worker = worker(Dns.SYSTEM, Set.of("localhost"))) {
      completed();

      await().until(() -> delivery("status").equals("FAILED"));

      assertThat(delivery("last_error")).isEqualTo("it answered 500");
      assertThat(receiver.calls()).hasSize(3);
      assertThat(receiver.calls()).extracting(Receiver.Call::id).containsOnly(delivery("id"));
    }
  }

  @Test
  void oneThatRecoversIsReached() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    receiver.answering(
        exchange -> exchange.sendResponseHeaders(calls.incrementAndGet() < 3 ? 503 : 200, -1));
    webhook(receiver.url("localhost"));
    try (WebhookWorker worker = worker(Dns.SYSTEM, Set.of("localhost"))) {
      completed();
      await().until(() -> delivery("status").equals("DELIVERED"));
      assertThat(delivery("attempts")).isEqualTo("3");
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (Receiver internal = new Receiver()) {
      receiver.answering(
          exchange -> {
            exchange.getResponseHeaders().add("Location", internal.url("127.0.0.1"));
            exchange.sendResponseHeaders(307, -1);
          });
      webhook(receiver.url("localhost"));
      try (WebhookWorker worker = worker(Dns.SYSTEM, Set.of("localhost"))) {
        completed();
        await().until(() -> delivery("status").equals("FAILED"));
      }
      assertThat(delivery("last_error")).contains("307", "redirects are not followed");
      assertThat(internal.calls()).isEmpty();
    }
  }

  @Test
  void aNameThatLeadsInsideIsNotCalled() throws Exception {
    for (String host : List.of("127.0.0.1", "[::1]", "localhost", "2130706433", "rebinding.test")) {
      UUID webhook = webhook(receiver.url(host));
      // the first answer is fine, as when the webhook was made; the second leads inside
      Dns inside =
          name ->
              name.equals("rebinding.test")
                  ? List.of(InetAddress.getByName("1.1.1.1"), InetAddress.getByName("127.0.0.1"))
                  : Dns.SYSTEM.lookup(name);
      try (WebhookWorker worker = worker(inside, Set.of())) {
        completed();
        await().until(() -> count("status = 'FAILED' AND webhook_id = '" + webhook + "'") == 1);
      }
      assertThat(
              stack.sql(
                  "SELECT last_error FROM webhook_deliveries WHERE webhook_id = '" + webhook + "'"))
          .as(host)
          .contains("leads to an address that is not public")
          .doesNotContain("1.1.1.1");
      stack.sql("UPDATE webhooks SET removed_at = now() WHERE id = '" + webhook + "'");
    }
    assertThat(receiver.calls()).isEmpty();
  }

  @Test
  void oneThatHangsKeepsNobodyElseWaiting() throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    receiver.answering(
        exchange -> {
          try {
            hang.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    webhook(receiver.url("localhost"));
    for (int i = 0; i < 12; i++) {
      completed();
    }
    try (Receiver other = new Receiver();
        WebhookWorker worker = worker(Dns.SYSTEM, Set.of("localhost"))) {
      await().until(() -> receiver.calls().size() >= 2);
      UUID second = webhook(other.url("localhost"));
      completed();

      await().atMost(Duration.ofSeconds(3)).until(() -> other.calls().size() == 1);

      assertThat(count("status = 'DELIVERED' AND webhook_id <> '" + second + "'")).isZero();
      await().until(() -> count("last_error ILIKE '%timeout%'") > 0);
    } finally {
      hang.countDown();
    }
  }

  /** Whoever is killed between the call and the mark has claimed it and does nothing more. */
  @Test
  void whatNobodyMarkedIsCalledAgainUnderTheSameId() throws Exception {
    webhook(receiver.url("localhost"));
    completed();
    Optional<Delivery> claimed = new WebhookDeliveries(database).claim(QUICK.lease(), List.of());
    try (WebhookCall call =
        new WebhookCall(new Reachable(Dns.SYSTEM, Set.of("localhost")), QUICK)) {
      call.make(claimed.orElseThrow());
    }
    assertThat(receiver.calls()).hasSize(1);

    try (WebhookWorker worker = worker(Dns.SYSTEM, Set.of("localhost"))) {
      await().until(() -> delivery("status").equals("DELIVERED"));
    }

    assertThat(receiver.calls()).hasSize(2);
    assertThat(receiver.calls().get(1).id()).isEqualTo(receiver.calls().get(0).id());
    assertThat(receiver.calls().get(1).body()).isEqualTo(receiver.calls().get(0).body());
  }

  @Test
  void noTransactionIsOpenDuringACall() throws Exception {
    AtomicInteger open = new AtomicInteger(-1);
    receiver.answering(
        exchange -> {
          open.set(
              Integer.parseInt(
                  stack.sql(
                      "SELECT count(*) FROM pg_locks WHERE relation = 'webhook_deliveries'::regclass"
                          + " AND mode = 'RowExclusiveLock'")));
          exchange.sendResponseHeaders(200, -1);
        });
    webhook(receiver.url("localhost"));
    try (WebhookWorker worker = worker(Dns.SYSTEM, Set.of("localhost"))) {
      completed();
      await().until(() -> delivery("status").equals("DELIVERED"));
      assertThat(open).hasValue(0);
    }
  }

  private WebhookWorker worker(Dns dns, Set<String> privateHosts) {
    return new WebhookWorker(database, QUICK, new Reachable(dns, privateHosts));
  }

  private UUID webhook(String url) {
    return new Webhooks(database).create(owner, url, TYPES, secret, 20).id();
  }

  private UUID completed() {
    return stack.completed(owner);
  }

  private String delivery(String column) {
    return stack.sql(
        "SELECT d."
            + column
            + " FROM webhook_deliveries AS d JOIN webhooks AS w"
            + " ON w.id = webhook_id WHERE owner = '"
            + owner
            + "'");
  }

  private int count(String condition) {
    return Integer.parseInt(
        stack.sql(
            "SELECT count(*) FROM webhook_deliveries AS d JOIN webhooks AS w ON w.id = webhook_id"
                + " WHERE owner = '"
                + owner
                + "' AND "
                + condition));
  }
}
