package io.verity.audit.ingest;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Producers that do not stop while a cluster is upgraded, scaled or killed. */
final class SteadyLoad implements AutoCloseable {

  private static final int EVENTS = 100;
  private static final int PERIOD_MILLIS = 200;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> sending;

  /** About 500 events a second, until it is closed; the topic is the load's alone until then. */
  SteadyLoad(TestTopic topic) {
    sending =
        thread.scheduleAtFixedRate(() -> send(topic), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void send(TestTopic topic) {
    try {
      topic.sendEvents(EVENTS);
    } catch (Exception e) {
      throw new IllegalStateException("Kafka did not take the load", e);
    }
  }

  /** Returns once all that was sent is acknowledged. */
  @Override
  public void close() throws Exception {
    if (sending.isDone()) {
      sending.get();
    }
    thread.shutdown();
    if (!thread.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the load does not end");
    }
  }
}
