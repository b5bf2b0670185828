package io.verity.audit.ingest.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.verity.audit.trail.TrailStoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StoreRetryTest {

  private static final Duration LONG = Duration.ofHours(6);

  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();

  @Test
  void triesUntilItWorks() throws InterruptedException {
    int result = retry(LONG).get(() -> attempts.incrementAndGet() < 20 ? fail(true) : 5);
    assertThat(result).isEqualTo(5);
    assertThat(attempts).hasValue(20);
    assertThat(failures).hasValue(19);
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    StoreRetry retry = retry(Duration.ofMillis(50));
    assertThatThrownBy(() -> retry.run(this::failing)).isInstanceOf(TrailStoreException.class);
    assertThat(attempts.get()).isGreaterThan(1);
  }

  @Test
  void doesNotTryAgainWhatCannotPass() {
    assertThatThrownBy(
            () ->
                retry(LONG)
                    .run(
                        () -> {
                          attempts.incrementAndGet();
                          fail(false);
                        }))
        .isInstanceOf(TrailStoreException.class);
    assertThatThrownBy(
            () ->
                retry(LONG)
                    .run(
                        () -> {
                          attempts.incrementAndGet();
                          throw new IllegalStateException("a bug");
                        }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(attempts).hasValue(2);
  }

  @Test
  void endsAtOnceWhenItIsInterrupted() throws InterruptedException {
    StoreRetry slow = new StoreRetry(LONG, Duration.ofMinutes(1), Duration.ofMinutes(2), () -> {});
    AtomicReference<Throwable> end = new AtomicReference<>();
    CountDownLatch tried = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                slow.run(
                    () -> {
                      tried.countDown();
                      failing();
                    });
              } catch (InterruptedException | RuntimeException e) {
                end.set(e);
              }
            });
    thread.start();
    tried.await();
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    thread.interrupt();
    thread.join(10_000);
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void doesNotTryAgainOnAnInterruptedThread() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> retry(LONG).run(this::failing)).isInstanceOf(Exception.class);
      assertThat(attempts.get()).isLessThanOrEqualTo(1);
    } finally {
      Thread.interrupted();
    }
  }

  private StoreRetry retry(Duration limit) {
    return new StoreRetry(
        limit, Duration.ofMillis(1), Duration.ofMillis(2), failures::incrementAndGet);
  }

  private void failing() {
    attempts.incrementAndGet();
    fail(true);
  }

  private static int fail(boolean retryable) {
    throw new TrailStoreException("the test says no", 0, retryable, null);
  }
}
