package io.verity.audit.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;

/** The Kafka of a stack: its own with the trail's topics, or an external one left untouched. */
record KafkaPart(String bootstrap, KafkaTlsListeners tls, Optional<ServerProcess> process) {

  static final String EXTERNAL = "AUDIT_KAFKA_BOOTSTRAP";

  private static final List<NewTopic> TOPICS =
      List.of(
          KafkaTopics.topic(
              "verity.audit.all",
              4,
              Map.of("max.message.bytes", Integer.toString(KafkaConfigFile.MAX_MESSAGE_BYTES))),
          KafkaTopics.topic("verity.audit.dlq", 1, Map.of()));

  static KafkaPart external(String bootstrap) {
    return new KafkaPart(bootstrap, KafkaTlsListeners.NONE, Optional.empty());
  }

  static KafkaPart start(
      StackFolder folder, StackPorts ports, KafkaTls tls, String heap, Consumer<String> progress) {
    KafkaTlsListeners listeners =
        tls == null ? KafkaTlsListeners.NONE : KafkaTlsListeners.of(tls, ports);
    KafkaConfigFile config =
        new KafkaConfigFile(
            folder.kafka(), ports.of("kafka"), ports.of("kafka.controller"), listeners);
    KafkaServer server = new KafkaServer(config, heap);
    ServerProcess process = Starting.start(server, progress);
    Starting.orKill(process, () -> new KafkaTopics(server.bootstrap()).create(TOPICS));
    return new KafkaPart(server.bootstrap(), listeners, Optional.of(process));
  }
}
