package io.verity.audit.stack.ceph;

import io.verity.audit.stack.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/** The configuration and the script of a cluster. */
final class CephFiles {

  private static final int KEY_BYTES = 32;

  private CephFiles() {}

  static String configuration(Path folder, int gatewayPort) throws IOException {
    int monitorPort = FreePorts.choose();
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return resource("ceph.conf")
        .replace("${folder}", folder.toString())
        .replace("${fsid}", UUID.randomUUID().toString())
        .replace("${mon}", Integer.toString(monitorPort))
        .replace("${rgw}", Integer.toString(gatewayPort))
        .replace("${kms}", CephServer.KMS_KEY + "=" + Base64.getEncoder().encodeToString(key));
  }

  static Path script(Path folder) throws IOException {
    return Files.writeString(folder.resolve("ceph-server.sh"), resource("ceph-server.sh"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = CephFiles.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
