package io.verity.audit.stack;

import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * The process that is the local Kafka. It formats its storage in the same JVM, which halves the
 * time Kafka's two command-line tools take.
 *
 * <p>Arguments: {@code <folder> <cluster id>}, the folder holding server.properties.
 */
public final class KafkaServerMain {

  private static final int PARENT_GONE = 1;

  private KafkaServerMain() {}

  /** Runs the broker until it is terminated, killed, or left by its parent. */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    String file = folder.resolve("server.properties").toString();
    ParentWatch.start(System.in, () -> Posix.exitNow(PARENT_GONE));
    Posix.leaveTerminal();
    try (FolderLock former = FolderLock.hold(folder.resolve("process.lock"))) {
      format(file, args[1]);
      Kafka.main(new String[] {file});
    }
  }

  private static void format(String file, String clusterId) {
    String[] arguments = {
      "format", "--cluster-id", clusterId, "--config", file, "--ignore-formatted"
    };
    if (StorageTool.execute(arguments, System.out) != 0) {
      throw new StackException("Kafka's storage could not be formatted, see above");
    }
  }
}
