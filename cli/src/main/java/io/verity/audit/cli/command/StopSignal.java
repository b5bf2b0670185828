package io.verity.audit.cli.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as an orderly end of what the main thread does: the signal is noted, the main
 * thread stops things in its own order, and the exit code is 0.
 */
final class StopSignal implements AutoCloseable {

  private static final long STOP_SECONDS = 60;

  /** What has only begun to start need not end in good order: servers end with this process. */
  private static final long ABANDON_SECONDS = 5;

  private final CompletableFuture<Void> requested = new CompletableFuture<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread main = Thread.currentThread();
  private final Thread hook = new Thread(this::onShutdown, "stop");
  private boolean interruptible = true;

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  boolean isRequested() {
    return requested.isDone();
  }

  /** From here on a signal no longer interrupts the main thread, which waits for it by itself. */
  synchronized void startedUp() {
    interruptible = false;
  }

  /** Returns when the signal has come, or the other thing has. */
  void awaitOr(CompletableFuture<?> other) {
    CompletableFuture.anyOf(requested, other).join();
  }

  /** Everything is stopped. After a signal the process ends here. */
  @Override
  public void close() {
    stopped.countDown();
    if (!isRequested()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        return; // the signal came just now
      }
    }
  }

  private void onShutdown() {
    requested.complete(null);
    boolean starting;
    synchronized (this) {
      starting = interruptible;
      if (starting) {
        main.interrupt();
      }
    }
    try {
      stopped.await(starting ? ABANDON_SECONDS : STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }
}
