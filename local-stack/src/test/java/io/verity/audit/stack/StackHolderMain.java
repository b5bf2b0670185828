package io.verity.audit.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A parent to be killed: starts a stack, prints the process ids of the servers and their children,
 * then waits.
 */
public final class StackHolderMain {

  private StackHolderMain() {}

  /** Argument: the stack's folder. */
  public static void main(String[] args) throws IOException {
    try (LocalStack stack = LocalStack.in(Path.of(args[0])).withPostgres().start()) {
      System.out.println(
          Stream.of(stack.kafka(), stack.clickHouse(), stack.postgres())
              .flatMap(server -> family(server.pid()))
              .map(process -> Long.toString(process.pid()))
              .collect(Collectors.joining(" ")));
      while (System.in.read() >= 0) {
        // until killed, or until the test is gone
      }
    }
  }

  private static Stream<ProcessHandle> family(long pid) {
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    return Stream.concat(Stream.of(server), server.descendants());
  }
}
