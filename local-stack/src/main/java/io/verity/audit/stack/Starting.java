package io.verity.audit.stack;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Starts servers, and leaves none behind where a start fails. */
final class Starting {

  private Starting() {}

  static ServerProcess start(Server server, Consumer<String> progress) {
    long began = System.nanoTime();
    progress.accept("Starting " + server.name() + " ...");
    ServerProcess process = new ServerProcess(server);
    process.start();
    double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
    progress.accept("%s answers after %.1f s".formatted(server.name(), seconds));
    return process;
  }

  static void orKill(ServerProcess process, Runnable step) {
    boolean done = false;
    try {
      step.run();
      done = true;
    } finally {
      if (!done) {
        process.kill();
      }
    }
  }

  /** Begins a start on a thread of its own, which is no reason for the JVM to live on. */
  static <T> CompletableFuture<T> inBackground(String name, Supplier<T> start) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable work =
        () -> {
          try {
            result.complete(start.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        };
    Thread thread = new Thread(work, "start-" + name);
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /** Waits for the end of a start; its own exception comes out, not a wrapper. */
  static <T> T result(CompletableFuture<T> start) {
    try {
      return start.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** For the one that did start beside the one that did not. */
  static <T> void killIfStarted(
      CompletableFuture<T> start, Function<T, Optional<ServerProcess>> process) {
    start
        .handle(
            (part, failure) -> {
              if (part != null) {
                process.apply(part).ifPresent(ServerProcess::kill);
              }
              return null;
            })
        .join();
  }
}
