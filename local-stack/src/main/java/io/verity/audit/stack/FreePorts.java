package io.verity.audit.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports for servers that must come back on the same one. They lie below the range the kernel takes
 * outgoing ports from: a client that keeps trying to reach a dead server's port inside that range
 * can end up connected to itself, and the port stays taken.
 */
public final class FreePorts {

  private static final int FIRST = 15_000;
  private static final int LAST = 32_000;
  private static final int ATTEMPTS = 1_000;

  private FreePorts() {}

  /** One that nobody listens on now. */
  public static int choose() {
    return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FIRST, LAST))
        .limit(ATTEMPTS)
        .filter(FreePorts::isFree)
        .findFirst()
        .orElseThrow(
            () -> new StackException("No free port between " + FIRST + " and " + LAST + "."));
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
