package io.verity.audit.collect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.verity.audit.collect.engine.HandlerThreads.CrowdedException;
import io.verity.audit.collect.engine.HandlerThreads.HangsException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandlerThreadsTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  private final HandlerThreads threads = new HandlerThreads();
  private final AtomicInteger ended = new AtomicInteger();

  @Test
  void givesWhatTheHandlerGives() throws Exception {
    assertThat(threads.call("s", () -> "it", Duration.ofSeconds(10), ended::incrementAndGet))
        .isEqualTo("it");
    await().until(() -> ended.get() == 1);
  }

  @Test
  void interruptsOneThatHangs() {
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(() -> call(never)).isInstanceOf(HangsException.class);

    await().until(() -> ended.get() == 1);
    assertThat(threads.abandoned()).isZero();
  }

  @Test
  void givesUpThoseThatCannotBeInterruptedAndAsksThatSourceNoMore() {
    CountDownLatch hanging = new CountDownLatch(1);
    for (int i = 0; i < HandlerThreads.MOST_ABANDONED; i++) {
      assertThatThrownBy(() -> callDeaf(hanging)).isInstanceOf(HangsException.class);
    }
    assertThat(threads.abandoned()).isEqualTo(HandlerThreads.MOST_ABANDONED);
    assertThat(ended).hasValue(0);

    assertThatThrownBy(() -> callDeaf(hanging)).isInstanceOf(CrowdedException.class);
    assertThat(ended).hasValue(1);

    hanging.countDown();
    await().until(() -> threads.abandoned() == 0);
    await().until(() -> ended.get() == HandlerThreads.MOST_ABANDONED + 1);
  }

  @Test
  void survivesWhateverAHandlerThrows() {
    assertThatThrownBy(
            () ->
                threads.call(
                    "s",
                    () -> {
                      throw new OutOfMemoryError("as a test");
                    },
                    Duration.ofSeconds(10),
                    ended::incrementAndGet))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(OutOfMemoryError.class);
  }

  private Object call(CountDownLatch latch) throws Exception {
    return threads.call(
        "s",
        () -> {
          latch.await();
          return null;
        },
        SHORT,
        ended::incrementAndGet);
  }

  private Object callDeaf(CountDownLatch latch) throws Exception {
    return threads.call(
        "s",
        () -> {
          while (latch.getCount() > 0) {
            try {
              latch.await();
            } catch (InterruptedException e) {
              // as one that reads from a socket
            }
          }
          return null;
        },
        SHORT,
        ended::incrementAndGet);
  }
}
