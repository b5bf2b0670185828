package io.verity.audit.trail.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verity.audit.trail.AuditBatch;
import io.verity.audit.trail.AuditEvent;
import io.verity.audit.trail.Samples;
import io.verity.audit.trail.SealedBatch;
import io.verity.audit.trail.TrailServer;
import io.verity.audit.trail.TrailStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The writing account may ask whether an INSERT of its own is still running. */
class RunningInsertsITCase {

  @RegisterExtension static final TrailServer SERVER = new TrailServer();

  @Test
  void insertIsSeenUntilItEnds() {
    TrailStore store = SERVER.store();
    SealedBatch batch = SealedBatch.of(incompressible());
    CountDownLatch seen = new CountDownLatch(1);
    assertThat(store.insertsRunning()).isFalse();

    CompletableFuture<Void> insert =
        CompletableFuture.runAsync(
            () ->
                store.insertBatch(
                    batch.meta(),
                    "slow",
                    () -> stallHalfway(batch.payload(), seen),
                    Duration.ofSeconds(30)));
    await().atMost(Duration.ofSeconds(20)).until(store::insertsRunning);
    seen.countDown();

    insert.join();
    // the server answers a moment before it forgets the query
    await().atMost(Duration.ofSeconds(20)).until(() -> !store.insertsRunning());
    assertThat(store.probe(batch.meta())).isEqualTo(TrailStore.Presence.WHOLE);
  }

  /** Half of it is more than the client holds back before it sends anything. */
  private static AuditBatch incompressible() {
    AuditBatch batch = new AuditBatch(202601, Samples.TOPIC, Samples.TOPIC_ID, 1);
    Random random = new Random(1);
    for (int offset = 0; offset < 2000; offset++) {
      byte[] details = new byte[1000];
      random.nextBytes(details);
      AuditEvent event = Samples.event(offset, Samples.millis("2026-01-01T00:00:00Z"));
      event.details().set(details);
      batch.add(event, 0, offset);
    }
    return batch;
  }

  private static InputStream stallHalfway(byte[] payload, CountDownLatch seen) {
    int half = payload.length / 2;
    InputStream first = new ByteArrayInputStream(payload, 0, half);
    InputStream second = new ByteArrayInputStream(payload, half, payload.length - half);
    return new SequenceInputStream(Collections.enumeration(List.of(first, until(seen), second)));
  }

  /** An empty stream that takes until then to end. */
  private static InputStream until(CountDownLatch seen) {
    return new InputStream() {
      @Override
      public int read() {
        try {
          assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return -1;
      }
    };
  }
}
