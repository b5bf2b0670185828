package io.verity.audit.control.access;

import io.verity.audit.service.ConfigException;
import io.verity.audit.service.KafkaAccess;
import io.verity.audit.service.KafkaRefusal;
import io.verity.audit.store.AccessLogFeed;
import io.verity.audit.store.AccessLogFeed.Line;
import io.verity.audit.store.DatabaseAccess;
import io.verity.audit.store.StoreException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the access log to Kafka, each line once or more. The place it has come to lies in
 * PostgreSQL and moves only after Kafka has acknowledged; of all replicas one publishes at a time.
 * While Kafka is away it waits, and calls are answered and logged as ever.
 */
public final class AccessPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AccessPublisher.class);

  private static final int PAGE = 500;
  private static final long LOOK_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 15_000;
  private static final Duration STOP = Duration.ofSeconds(10);

  private final DatabaseAccess database;
  private final KafkaAccess access;
  private final String topic;
  private final Thread thread = new Thread(this::run, "access-publisher");
  private volatile boolean closed;

  public AccessPublisher(DatabaseAccess database, KafkaAccess access, String topic) {
    this.database = database;
    this.access = access;
    this.topic = topic;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (AccessLogFeed feed = new AccessLogFeed(database);
        AccessTopic kafka = new AccessTopic(access, topic)) {
      int failures = 0;
      while (!closed) {
        try {
          int published = publish(feed, kafka);
          if (failures > 0) {
            LOG.info("access events are published again");
          }
          failures = 0;
          if (published < PAGE) {
            Thread.sleep(LOOK_MILLIS);
          }
        } catch (StoreException | KafkaException | ConfigException e) {
          if (failures++ == 0) {
            LOG.warn("access events wait to be published to {}: {}", topic, why(e));
          }
          Thread.sleep(Math.min(LONGEST_PAUSE_MILLIS, LOOK_MILLIS << Math.min(failures, 5)));
        } catch (RuntimeException e) {
          LOG.error("access events can't be published to {}, which is tried again", topic, e);
          Thread.sleep(LONGEST_PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the publisher of access events was stopped");
    }
  }

  private String why(RuntimeException e) {
    return e instanceof KafkaException ? KafkaRefusal.line(access, e) : e.getMessage();
  }

  private static int publish(AccessLogFeed feed, AccessTopic kafka) throws InterruptedException {
    List<Line> lines = feed.next(PAGE);
    if (!lines.isEmpty()) {
      kafka.publish(lines);
      feed.published(lines.get(lines.size() - 1));
    }
    return lines.size();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
