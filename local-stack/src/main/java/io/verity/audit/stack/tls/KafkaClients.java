package io.verity.audit.stack.tls;

import io.verity.audit.stack.KafkaTls;
import io.verity.audit.stack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Who may come to a stack's Kafka by TLS, and the files of client settings they come with. */
public final class KafkaClients {

  private final LocalStack stack;

  public KafkaClients(LocalStack stack) {
    this.stack = stack;
  }

  /** What a Kafka needs that all certificates here are made for. */
  public static KafkaTls tls(TestCertificates certificates) {
    return new KafkaTls(
        certificates.bundle(certificates.server()),
        certificates.bundle(certificates.otherHost()),
        certificates.authority());
  }

  /** A file for an account with a password. */
  public static Path sasl(Path file, String user, String password, Path authority) {
    return write(
        file,
        Map.of(
            "security.protocol",
            "SASL_SSL",
            "sasl.mechanism",
            "SCRAM-SHA-512",
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password),
            "ssl.truststore.type",
            "PEM",
            "ssl.truststore.location",
            authority.toAbsolutePath().toString()));
  }

  /** A file for whoever has this key and certificate. */
  public static Path mtls(Path file, Path keyAndCertificate, Path authority) {
    return write(
        file,
        Map.of(
            "security.protocol",
            "SSL",
            "ssl.keystore.type",
            "PEM",
            "ssl.keystore.location",
            keyAndCertificate.toAbsolutePath().toString(),
            "ssl.truststore.type",
            "PEM",
            "ssl.truststore.location",
            authority.toAbsolutePath().toString()));
  }

  /** An account that may nothing as yet. */
  public void create(String user, String password) {
    try (Admin admin = admin()) {
      get(
          admin
              .alterUserScramCredentials(
                  List.of(
                      new UserScramCredentialUpsertion(
                          user,
                          new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                          password)))
              .all());
    }
  }

  /**
   * @param principal such as User:maria or User:CN=maria
   */
  public void allow(String principal, ResourceType type, String name, AclOperation... operations) {
    ResourcePattern resource = new ResourcePattern(type, name, PatternType.LITERAL);
    List<AclBinding> bindings =
        Arrays.stream(operations)
            .map(
                operation ->
                    new AclBinding(
                        resource,
                        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)))
            .toList();
    try (Admin admin = admin()) {
      get(admin.createAcls(bindings).all());
    }
  }

  private Admin admin() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", stack.kafkaBootstrap());
    return Admin.create(properties);
  }

  private static Path write(Path file, Map<String, String> settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void get(KafkaFuture<Void> answer) {
    try {
      answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
