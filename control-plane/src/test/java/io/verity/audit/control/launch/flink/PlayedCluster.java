package io.verity.audit.control.launch.flink;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.flink.PlayedJob.Part;
import io.verity.audit.control.tls.PemIdentity;
import io.verity.audit.stack.flink.SessionCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.awaitility.core.ConditionTimeoutException;

/** A session cluster in processes of its own, and the jar of {@link PlayedJob} for it. */
final class PlayedCluster implements AutoCloseable {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "taskmanager.memory.task.heap.size", "128m",
          "taskmanager.memory.managed.size", "32m",
          "taskmanager.memory.network.min", "32m",
          "taskmanager.memory.network.max", "32m",
          "heartbeat.interval", "500",
          "heartbeat.timeout", "5000",
          "cluster.registration.error-delay", "500",
          "cluster.registration.max-timeout", "1000",
          "restart-strategy.type", "none");

  private final Path folder;
  private final Path certificates;
  private final PemIdentity identity;
  private final SessionCluster cluster;

  PlayedCluster(Path folder) throws IOException {
    this(folder, Map.of(), null, null);
  }

  /**
   * @param more settings of Flink's
   * @param certificates of the authorities to trust; may be null
   * @param identity to show to its REST; may be null
   */
  PlayedCluster(Path folder, Map<String, String> more, Path certificates, PemIdentity identity)
      throws IOException {
    this.folder = folder;
    this.certificates = certificates;
    this.identity = identity;
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.putAll(more);
    this.cluster =
        new SessionCluster(
            Files.createDirectory(folder.resolve("flink")),
            "256m",
            settings,
            Map.of(PlayedJob.FOLDER, folder.toString()));
  }

  SessionCluster cluster() {
    return cluster;
  }

  FlinkRestSettings settings(Path jar) {
    return settings(jar, null);
  }

  /**
   * @param authorization file with that header; may be null
   */
  FlinkRestSettings settings(Path jar, Path authorization) {
    return new FlinkRestSettings(
        List.of(cluster.rest()),
        jar,
        PlayedJob.class.getName(),
        authorization,
        certificates,
        identity,
        FlinkTimeouts.DEFAULT);
  }

  void awaitReady() throws IOException {
    FlinkHttp http = http();
    AtomicReference<Object> last = new AtomicReference<>();
    try {
      await()
          .atMost(Duration.ofSeconds(120))
          .until(
              () -> {
                try {
                  JsonNode overview = http.get("/overview").body();
                  last.set(overview);
                  return overview.path("taskmanagers").asInt() == 1;
                } catch (LaunchException e) {
                  last.set(e);
                  return false;
                }
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(last + "; the cluster says: " + cluster.logs(), e);
    }
  }

  /**
   * @param version makes another jar of the same job
   */
  Path jar(String version) throws IOException {
    Path jar = folder.resolve("played-" + version + ".jar");
    String name = PlayedJob.class.getName().replace('.', '/');
    Path classes =
        Path.of(PlayedJob.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        DirectoryStream<Path> all =
            Files.newDirectoryStream(classes.resolve(name).getParent(), "PlayedJob*.class")) {
      for (Path one : all) {
        out.putNextEntry(new JarEntry(classes.relativize(one).toString()));
        Files.copy(one, out);
      }
      out.putNextEntry(new JarEntry("version"));
      out.write(version.getBytes());
    }
    return jar;
  }

  LaunchRequest request(Part part) throws IOException {
    UUID run = UUID.randomUUID();
    Files.writeString(folder.resolve(run.toString()), part.name());
    return new LaunchRequest(run, 1, "gdpr", Duration.ofDays(90));
  }

  void letGo(LaunchRequest request) throws IOException {
    Files.createFile(folder.resolve(request.runId() + ".go"));
  }

  /** The arguments of each driver that was started for it. */
  List<String> drivers(LaunchRequest request) throws IOException {
    Path file = folder.resolve(request.runId() + ".drivers");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  List<String> jobs() throws Exception {
    List<String> ids = new ArrayList<>();
    for (JsonNode job : http().get("/jobs").body().path("jobs")) {
      ids.add(job.path("id").asText());
    }
    return ids;
  }

  /** Names of the jars the JobManager keeps. */
  List<String> jars() throws Exception {
    List<String> names = new ArrayList<>();
    for (JsonNode jar : http().get("/jars").body().path("files")) {
      names.add(jar.path("name").asText());
    }
    return names;
  }

  @Override
  public void close() {
    cluster.close();
  }

  private FlinkHttp http() {
    return new FlinkHttp(settings(anyFile()));
  }

  private Path anyFile() {
    return folder.resolve("flink").resolve("config.yaml");
  }
}
