package io.verity.audit.stack.ceph;

import io.verity.audit.stack.FreePorts;
import io.verity.audit.stack.LogTail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Ceph's S3 gateway from the packages that this machine has, on a cluster of one: it enforces
 * object lock, which stand-ins for S3 do not. For tests; its encryption keys lie in a file, its
 * HTTP is plain. It takes about 15 s to start, and ends with this process.
 *
 * @param endpoint of the service
 * @param owner the account that owns the buckets that {@link #createBucket} makes
 */
public record CephServer(Path folder, URI endpoint, CephAccount owner, Process process)
    implements AutoCloseable {

  /** Name of the key that {@code aws:kms:KEY} may name. */
  public static final String KMS_KEY = "verity-test";

  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final long PROBE_MILLIS = 100;
  private static final List<String> PROGRAMS =
      List.of(
          "ceph",
          "ceph-authtool",
          "ceph-mon",
          "ceph-osd",
          "monmaptool",
          "radosgw",
          "radosgw-admin",
          "setpriv",
          "bash");

  /** Where {@link #isInstalled()} says no. */
  public static final String HOW_TO_INSTALL =
      "Ceph's gateway is not installed: apt-get install radosgw ceph-mon ceph-osd ceph-common";

  /** Whether everything it needs is on the PATH. */
  public static boolean isInstalled() {
    String path = System.getenv().getOrDefault("PATH", "");
    return PROGRAMS.stream()
        .allMatch(
            program ->
                Stream.of(path.split(":"))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
  }

  /** Starts one in a new or empty folder; returns when it takes requests. */
  public static CephServer start(Path folder) {
    try {
      Files.createDirectories(folder);
      int port = FreePorts.choose();
      Files.writeString(folder.resolve("ceph.conf"), CephFiles.configuration(folder, port));
      Process process = fork(folder);
      URI endpoint = URI.create("http://127.0.0.1:" + port);
      try {
        await(process, endpoint, folder);
        return new CephServer(
            folder, endpoint, CephAccount.create(folder, "verity-owner"), process);
      } catch (RuntimeException e) {
        end(process);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process fork(Path folder) throws IOException {
    String script = CephFiles.script(folder).toString();
    ProcessBuilder builder =
        new ProcessBuilder("bash", script, folder.toString(), UUID.randomUUID().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile());
    return builder.start();
  }

  private static void await(Process process, URI endpoint, Path folder) {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    try {
      while (!answers(endpoint)) {
        if (process.waitFor(PROBE_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
          throw new IllegalStateException(
              "Ceph did not start. Its logs lie in "
                  + folder
                  + "; the first ends:\n"
                  + LogTail.of(folder.resolve("server.log")));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Ceph started", e);
    }
  }

  private static boolean answers(URI endpoint) {
    try {
      HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
      connection.setConnectTimeout((int) START_LIMIT.toMillis());
      connection.setReadTimeout((int) START_LIMIT.toMillis());
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  /** Another account, which has no right to the owner's buckets. */
  public CephAccount createAccount(String name) {
    return CephAccount.create(folder, name);
  }

  /** A bucket of the owner's, with versions and object lock, or with neither. */
  public void createBucket(String name, boolean locked) {
    new CephBucket(endpoint, owner).create(name, locked);
  }

  private static void end(Process process) {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    family.forEach(member -> member.onExit().join());
  }

  @Override
  public void close() {
    end(process);
  }
}
