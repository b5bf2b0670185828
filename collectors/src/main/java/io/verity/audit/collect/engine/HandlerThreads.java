package io.verity.audit.collect.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that handlers run on. A handler that does not come back in time is interrupted, and where
 * that does not help either it is given up with its thread, so that the worker can go on. A source
 * at which handlers hang already is not asked by more of them until they end: what is given up has
 * a bound.
 */
final class HandlerThreads {

  /** Given up, and not ended yet, of a source. */
  static final int MOST_ABANDONED = 4;

  private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

  private final Map<String, AtomicInteger> abandoned = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();

  /** Does not come back; whether it was given up with its thread or could be stopped. */
  static final class HangsException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** So many hang at that source that no more may. */
  static final class CrowdedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param whenDone runs on the handler's thread when that ends, however late
   */
  <T> T call(String source, Callable<T> work, Duration limit, Runnable whenDone)
      throws HangsException, CrowdedException, ExecutionException, InterruptedException {
    AtomicInteger hanging = abandoned.computeIfAbsent(source, any -> new AtomicInteger());
    if (hanging.get() >= MOST_ABANDONED) {
      whenDone.run();
      throw new CrowdedException();
    }
    Run<T> run = new Run<>(work, hanging, whenDone);
    Thread thread = new Thread(run, "collect-" + source + "-" + number.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
    try {
      return run.task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      stop(thread, run);
      throw new HangsException();
    } catch (InterruptedException e) {
      stop(thread, run);
      throw e;
    }
  }

  /** How many are given up and have not ended. */
  int abandoned() {
    return abandoned.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  private static void stop(Thread thread, Run<?> run) throws InterruptedException {
    thread.interrupt();
    thread.join(AFTER_INTERRUPT.toMillis());
    run.giveUp();
  }

  private static final class Run<T> implements Runnable {

    private final FutureTask<T> task;
    private final AtomicInteger hanging;
    private final Runnable whenDone;
    private boolean ended;
    private boolean givenUp;

    private Run(Callable<T> work, AtomicInteger hanging, Runnable whenDone) {
      this.task = new FutureTask<>(work);
      this.hanging = hanging;
      this.whenDone = whenDone;
    }

    @Override
    public void run() {
      try {
        task.run();
      } finally {
        end();
        whenDone.run();
      }
    }

    private synchronized void end() {
      ended = true;
      if (givenUp) {
        hanging.decrementAndGet();
      }
    }

    private synchronized void giveUp() {
      if (!ended) {
        givenUp = true;
        hanging.incrementAndGet();
      }
    }
  }
}
