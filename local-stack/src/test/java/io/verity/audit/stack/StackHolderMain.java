package io.verity.audit.stack;

import java.io.IOException;
import java.nio.file.Path;

/** A parent to be killed: starts a stack, prints the servers' process ids, then waits. */
public final class StackHolderMain {

  private StackHolderMain() {}

  /** Argument: the stack's folder. */
  public static void main(String[] args) throws IOException {
    try (LocalStack stack = LocalStack.in(Path.of(args[0])).start()) {
      System.out.println(stack.kafka().pid() + " " + stack.clickHouse().pid());
      while (System.in.read() >= 0) {
        // until killed, or until the test is gone
      }
    }
  }
}
