package io.verity.audit.ingest.source;

import io.verity.audit.ingest.metrics.IngestMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer group's lag on this reader's partitions: the end offsets less the offsets of the
 * last completed checkpoint, which are those the group has committed.
 */
final class ConsumerLag implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLag.class);
  private static final long PERIOD_SECONDS = 5;

  private final KafkaTopics kafka;
  private final IngestMetrics metrics;
  private final Map<TopicPartition, PartitionCursor> cursors = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();
  private final TreeMap<Long, Map<TopicPartition, Long>> atCheckpoint = new TreeMap<>();
  private final ScheduledExecutorService scheduler;

  ConsumerLag(KafkaTopics kafka, IngestMetrics metrics) {
    this.kafka = kafka;
    this.metrics = metrics;
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "audit-consumer-lag");
              thread.setDaemon(true);
              return thread;
            });
    scheduler.scheduleWithFixedDelay(this::update, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  void started(List<PartitionCursor> started) {
    for (PartitionCursor cursor : started) {
      TopicPartition partition = new TopicPartition(cursor.topic(), cursor.partition());
      cursors.put(partition, cursor);
      committed.put(partition, cursor.next());
    }
  }

  void checkpointTaken(long checkpointId) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    cursors.forEach((partition, cursor) -> positions.put(partition, cursor.next()));
    atCheckpoint.put(checkpointId, positions);
  }

  void checkpointCompleted(long checkpointId) {
    Map<TopicPartition, Long> positions = atCheckpoint.get(checkpointId);
    if (positions != null) {
      committed.putAll(positions);
      atCheckpoint.headMap(checkpointId, true).clear();
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    metrics.removeLag(this);
  }

  private void update() {
    if (committed.isEmpty()) {
      return;
    }
    try {
      Map<TopicPartition, Long> ends = kafka.endOffsets(committed.keySet());
      long lag =
          ends.entrySet().stream()
              .mapToLong(end -> Math.max(0, end.getValue() - committed.get(end.getKey())))
              .sum();
      metrics.lag(this, lag);
    } catch (KafkaLookupException e) {
      LOG.debug("the lag could not be looked up: {}", e.getMessage());
    }
  }
}
