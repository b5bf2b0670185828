package io.verity.audit.stack;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a server when the process that started it is gone. The parent holds the other end of the
 * standard input: the kernel closes it however the parent dies, even by kill -9.
 */
public final class ParentWatch {

  private ParentWatch() {}

  /** Reads {@code input} to its end, then runs {@code whenGone}, on a thread of its own. */
  public static void start(InputStream input, Runnable whenGone) {
    Thread thread =
        new Thread(
            () -> {
              awaitEnd(input);
              whenGone.run();
            },
            "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void awaitEnd(InputStream input) {
    try {
      while (input.read() >= 0) {
        // the parent has nothing to say
      }
    } catch (IOException e) {
      // a broken pipe is an end as well
    }
  }
}
