package io.verity.audit.deploy.manifests;

import io.verity.audit.stack.ServerTls;
import io.verity.audit.stack.tls.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What may stand under each key of the Secrets: the programs look at it when they start. */
final class SampleSecrets {

  private static final String PASSWORD = "0123456789abcdef0123456789abcdef\n";

  private final Map<String, String> contents;

  SampleSecrets(Path folder) throws IOException {
    TestCertificates certificates = TestCertificates.in(folder);
    ServerTls server = certificates.server();
    contents =
        Map.of(
            "client.properties", "security.protocol=SSL\nssl.truststore.type=PEM\n",
            "ca.pem", Files.readString(certificates.authority()),
            "keystore.pem", Files.readString(certificates.bundle(server)),
            "tls.crt", Files.readString(server.certificate()),
            "tls.key", Files.readString(server.key()));
  }

  String of(String key) {
    return contents.getOrDefault(key, PASSWORD);
  }
}
