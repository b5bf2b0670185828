package io.verity.audit.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/** One Kafka node that is broker and controller at once, for one machine: everything once. */
record KafkaConfigFile(Path folder, int port, int controllerPort, KafkaTlsListeners tls) {

  static final int MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

  Path file() {
    return folder.resolve("server.properties");
  }

  /** Made once: a log folder belongs to one cluster for good. */
  String clusterId() {
    Path file = folder.resolve("cluster.id");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(folder);
        Files.writeString(file, Uuid.randomUuid().toString());
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write() {
    Properties properties = new Properties();
    properties.putAll(settings());
    properties.putAll(tls.settings());
    PropertyFiles.write(file(), properties);
  }

  private Map<String, String> settings() {
    String messageBytes = Integer.toString(MAX_MESSAGE_BYTES);
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", "1"),
        Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry(
            "listeners",
            "PLAINTEXT://127.0.0.1:"
                + port
                + ",CONTROLLER://127.0.0.1:"
                + controllerPort
                + tls.addresses()),
        Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port + tls.addresses()),
        Map.entry(
            "listener.security.protocol.map",
            "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT" + tls.protocols()),
        Map.entry("log.dirs", folder.resolve("data").toString()),
        // an audit record leaves Kafka by nobody's clock
        Map.entry("log.retention.ms", "-1"),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("message.max.bytes", messageBytes),
        Map.entry("replica.fetch.max.bytes", messageBytes),
        Map.entry("default.replication.factor", "1"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"),
        Map.entry("share.coordinator.state.topic.num.partitions", "1"),
        // a broker killed and started again waits until its former session is over
        Map.entry("broker.heartbeat.interval.ms", "500"),
        Map.entry("broker.session.timeout.ms", "3000"),
        Map.entry("group.initial.rebalance.delay.ms", "0"));
  }
}
