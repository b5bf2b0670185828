package io.verity.audit.ingest;

import io.verity.audit.stack.KafkaListener;
import io.verity.audit.stack.LocalStack;
import io.verity.audit.stack.tls.KafkaClients;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/** An account for one topic and consumer group, and how the job is told to use it. */
record KafkaLogin(String password, Map<String, String> variables) {

  static KafkaLogin create(TestTopic topic, String group, Path folder) {
    LocalStack stack = TestStack.get();
    KafkaClients clients = new KafkaClients(stack);
    String user = "ingest-" + UUID.randomUUID();
    String password = "password-" + UUID.randomUUID();
    clients.create(user, password);
    clients.allow("User:" + user, ResourceType.TOPIC, topic.name(), AclOperation.READ);
    clients.allow("User:" + user, ResourceType.GROUP, group, AclOperation.READ);
    Path file =
        KafkaClients.sasl(
            folder.resolve("client.properties"),
            user,
            password,
            TestStack.certificates().authority());
    return new KafkaLogin(
        password,
        Map.of(
            "AUDIT_KAFKA_BOOTSTRAP",
            stack.kafkaBootstrap(KafkaListener.SASL_SSL),
            "AUDIT_KAFKA_CONFIG_FILE",
            file.toString()));
  }
}
