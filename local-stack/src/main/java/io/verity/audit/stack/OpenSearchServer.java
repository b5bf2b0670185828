package io.verity.audit.stack;

import io.verity.audit.stack.logs.SearchHttp;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How the local OpenSearch is started, asked and stopped. Its class path is another than ours:
 * Maven puts it together in the module {@code local-stack/opensearch}.
 */
final class OpenSearchServer implements Server {

  private static final String MAIN = "io.verity.audit.stack.opensearch.OpenSearchServerMain";
  private static final String LOG_CONFIG =
      "classpath:io/verity/audit/stack/opensearch/log4j2.properties";
  private static final String HEAP = "384m";

  private final Path folder;
  private final int port;
  private final Path module;
  private final SearchHttp http;

  /**
   * @param home of the project
   */
  OpenSearchServer(Path folder, int port, Path home) {
    this.folder = folder;
    this.port = port;
    this.module = home.resolve("local-stack").resolve("opensearch").resolve("target");
    this.http = new SearchHttp(url());
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public String name() {
    return "OpenSearch";
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public List<String> prepare() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new JavaCommand(
            MAIN,
            classPath(),
            LOG_CONFIG,
            HEAP,
            folder,
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
        .with(List.of(folder.toString(), Integer.toString(port), cluster()));
  }

  private String classPath() {
    Path libraries = module.resolve("lib");
    if (!Files.isDirectory(libraries)) {
      throw new StackException(
          "OpenSearch is not built, "
              + libraries
              + " is absent: run mvn -pl local-stack/opensearch"
              + " package.");
    }
    return module.resolve("classes") + File.pathSeparator + libraries.resolve("*");
  }

  /** Tells this server from another on the same port. */
  private String cluster() {
    return "verity-" + Integer.toHexString(folder.toString().hashCode());
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public boolean answers() {
    try {
      return http.get("/").path("cluster_name").asText().equals(cluster());
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void askToStop(Process process) {
    process.toHandle().destroy();
  }
}
