package io.verity.audit.stack.opensearch;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.opensearch.common.settings.Settings;

/**
 * The process that is the local OpenSearch. It has a class path of its own: Lucene, log4j and Netty
 * come in other versions than the rest of the project uses.
 *
 * <p>Arguments: {@code <folder> <port> <name of the cluster>}.
 */
public final class OpenSearchServerMain {

  private static final int PARENT_GONE = 1;

  private OpenSearchServerMain() {}

  /** Runs the node until it is terminated, killed, or left by its parent. */
  public static void main(String[] args) throws Exception {
    watchParent();
    leaveTerminal();
    Settings settings = NodeSettings.of(Path.of(args[0]), Integer.parseInt(args[1]), args[2]);
    LocalNode node = new LocalNode(settings);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node, stopped), "stop"));
    node.start();
    stopped.await();
  }

  private static void close(LocalNode node, CountDownLatch stopped) {
    try {
      node.close();
    } catch (IOException e) {
      e.printStackTrace();
    } finally {
      stopped.countDown();
    }
  }

  /** The parent holds the other end of the standard input: it closes however the parent dies. */
  private static void watchParent() {
    Thread thread =
        new Thread(
            () -> {
              awaitEndOfInput();
              Runtime.getRuntime().halt(PARENT_GONE);
            },
            "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // the parent has nothing to say
      }
    } catch (IOException e) {
      // a broken pipe is an end as well
    }
  }

  /** A session of its own: Ctrl-C in the terminal is for the parent, which stops its servers. */
  private static void leaveTerminal() {
    NativeLibrary.getProcess().getFunction("setsid").invokeInt(new Object[0]);
  }
}
