package io.verity.audit.stack.flink;

import io.verity.audit.stack.FreePorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * ZooKeeper as it comes with Flink, one server, for high availability without Kubernetes. The same
 * data and port after a kill.
 */
public final class ZooKeeperServer implements AutoCloseable {

  private static final List<String> LIBRARIES =
      List.of("flink-shaded-zookeeper", "/org/slf4j/", "/org/apache/logging/log4j/", "/snappy");

  private final Process process;
  private final int port;

  /** Starts it, and does not wait until it is ready: Flink's clients do. */
  public ZooKeeperServer(Path folder) throws IOException {
    Files.createDirectories(folder);
    port = FreePorts.choose();
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-Dzookeeper.admin.enableServer=false",
                "-Dlog4j2.level=WARN",
                "-cp",
                classPath(),
                "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain",
                Integer.toString(port),
                folder.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("zookeeper.out").toFile())
            .start();
  }

  /** For {@code high-availability.zookeeper.quorum}. */
  public String quorum() {
    return "localhost:" + port;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> LIBRARIES.stream().anyMatch(entry::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
