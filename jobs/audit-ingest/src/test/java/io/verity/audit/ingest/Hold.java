package io.verity.audit.ingest;

import static org.awaitility.Awaitility.await;

import io.verity.audit.trail.BatchMeta;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Holds a commit up where it is, until its job is cancelled. */
final class Hold implements Fault {

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public void strike(BatchMeta batch) {
    reached.countDown();
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("cancelled while the test held the commit up", e);
    }
  }

  void awaitReached() {
    await().atMost(Duration.ofSeconds(60)).until(() -> reached.getCount() == 0);
  }
}
