package io.verity.audit.evidence.object;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.verity.audit.stack.ceph.CephAccount;
import io.verity.audit.stack.ceph.CephServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;

/** One S3 service for all tests of this JVM, on which every test has its own keys. */
final class CephStack {

  static final String LOCKED = "evidence";
  static final String UNLOCKED = "no-lock";
  static final Duration RETENTION = Duration.ofDays(2557);

  private static CephServer server;

  private CephStack() {}

  /** Skips the test, and says why, where there is no Ceph. */
  static synchronized CephServer server() {
    assumeThat(CephServer.isInstalled()).as(CephServer.HOW_TO_INSTALL).isTrue();
    if (server == null) {
      server = start();
    }
    return server;
  }

  private static CephServer start() {
    try {
      Path folder = Files.createTempDirectory("verity-ceph");
      CephServer started = CephServer.start(folder);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    started.close();
                    delete(folder);
                  }));
      started.createBucket(LOCKED, true);
      started.createBucket(UNLOCKED, false);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectStoreSettings settings(String bucket) {
    return settings(bucket, server().endpoint(), server().owner(), "");
  }

  static ObjectStoreSettings settings(
      String bucket, URI endpoint, CephAccount account, String encryption) {
    return new ObjectStoreSettings(
        "s3://" + bucket + "/verity",
        endpoint.toString(),
        "us-east-1",
        account.accessKey(),
        account.secretKey(),
        encryption,
        RETENTION);
  }
}
