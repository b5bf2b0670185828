package io.verity.audit.stack.ceph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** An account of the gateway. */
public record CephAccount(String name, String accessKey, String secretKey) {

  static CephAccount create(Path folder, String name) {
    CephAccount account =
        new CephAccount(
            name,
            UUID.randomUUID().toString().replace("-", ""),
            UUID.randomUUID().toString().replace("-", ""));
    run(
        folder,
        List.of(
            "radosgw-admin",
            "-c",
            folder.resolve("ceph.conf").toString(),
            "-n",
            "client.rgw",
            "user",
            "create",
            "--uid=" + name,
            "--display-name=" + name,
            "--access-key=" + account.accessKey(),
            "--secret-key=" + account.secretKey()));
    return account;
  }

  private static void run(Path folder, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("admin.log").toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("radosgw-admin failed, see " + folder.resolve("admin.log"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an account was made", e);
    }
  }

  @Override
  public String toString() {
    return "CephAccount[" + name + "]";
  }
}
