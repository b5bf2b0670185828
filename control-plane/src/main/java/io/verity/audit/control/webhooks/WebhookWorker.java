package io.verity.audit.control.webhooks;

import io.verity.audit.store.Database;
import io.verity.audit.store.Delivery;
import io.verity.audit.store.StoreException;
import io.verity.audit.store.WebhookDeliveries;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls that are due, at least once each: claims one, calls without a transaction open,
 * and records how it ended. Every replica has one; the claims keep them apart.
 */
public final class WebhookWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookWorker.class);

  private static final int CALLS_AT_ONCE = 8;
  private static final int CALLS_OF_ONE = 2;
  private static final long LOOK_MILLIS = 500;
  private static final int MAX_ERROR = 500;

  private final WebhookDeliveries deliveries;
  private final WebhookSettings settings;
  private final WebhookCall call;
  private final ExecutorService calls = Executors.newFixedThreadPool(CALLS_AT_ONCE);
  private final Map<UUID, Integer> underWay = new HashMap<>();
  private final Thread thread = new Thread(this::run, "webhooks");
  private volatile boolean closed;

  /**
   * @param privateHosts names that may be private and spoken to without TLS, in lower case
   */
  public WebhookWorker(Database database, WebhookSettings settings, Set<String> privateHosts) {
    this(database, settings, new Reachable(Dns.SYSTEM, privateHosts));
  }

  WebhookWorker(Database database, WebhookSettings settings, Reachable reachable) {
    this.deliveries = new WebhookDeliveries(database);
    this.settings = settings;
    this.call = new WebhookCall(reachable, settings);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    boolean away = false;
    while (!closed) {
      try {
        boolean more = begin();
        away = false;
        if (!more) {
          pause();
        }
      } catch (StoreException e) {
        if (!away) {
          LOG.warn("webhooks wait until PostgreSQL is there again: {}", e.getMessage());
        }
        away = true;
        pause();
      } catch (RuntimeException e) {
        LOG.error("webhooks could not be called, and are tried again", e);
        pause();
      }
    }
  }

  /** Whether one was found. */
  private boolean begin() {
    List<UUID> busy;
    synchronized (underWay) {
      if (underWay.values().stream().mapToInt(Integer::intValue).sum() >= CALLS_AT_ONCE) {
        return false;
      }
      busy =
          underWay.entrySet().stream()
              .filter(one -> one.getValue() >= CALLS_OF_ONE)
              .map(Map.Entry::getKey)
              .toList();
    }
    Optional<Delivery> due = deliveries.claim(settings.lease(), busy);
    due.ifPresent(
        delivery -> {
          count(delivery, 1);
          calls.execute(() -> deliver(delivery));
        });
    return due.isPresent();
  }

  private void deliver(Delivery delivery) {
    try {
      call.make(delivery);
      deliveries.delivered(delivery);
    } catch (IOException e) {
      failed(delivery, e);
    } catch (RuntimeException e) {
      LOG.warn("{} is made again, as its end could not be recorded", delivery, e);
    } finally {
      count(delivery, -1);
      synchronized (this) {
        notifyAll();
      }
    }
  }

  private void failed(Delivery delivery, IOException e) {
    String error = String.valueOf(e.getMessage()).replace("\0", "");
    error = error.substring(0, Math.min(error.length(), MAX_ERROR));
    if (delivery.attempt() >= settings.maxAttempts()) {
      LOG.warn("{} is given up: {}", delivery, error);
      deliveries.givenUp(delivery, error);
    } else {
      double chance = ThreadLocalRandom.current().nextDouble();
      deliveries.failed(delivery, error, settings.pause(delivery.attempt(), chance));
    }
  }

  private void count(Delivery delivery, int change) {
    synchronized (underWay) {
      underWay.merge(delivery.webhookId(), change, Integer::sum);
      underWay.remove(delivery.webhookId(), 0);
    }
  }

  private synchronized void pause() {
    try {
      if (!closed) {
        wait(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Lets the calls that are under way come to their end. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    calls.shutdown();
    try {
      thread.join(settings.callTimeout().toMillis());
      calls.awaitTermination(settings.callTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    call.close();
  }
}
