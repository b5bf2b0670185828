package io.verity.audit.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;

/** How the local Kafka is started, asked and stopped. */
final class KafkaServer implements Server {

  private static final int CONNECT_MILLIS = 500;

  private final KafkaConfigFile config;
  private final String heap;

  KafkaServer(KafkaConfigFile config, String heap) {
    this.config = config;
    this.heap = heap;
  }

  String bootstrap() {
    return "127.0.0.1:" + config.port();
  }

  @Override
  public String name() {
    return "Kafka " + AppInfoParser.getVersion();
  }

  @Override
  public Path folder() {
    return config.folder();
  }

  @Override
  public List<String> prepare() {
    config.write();
    return new JavaCommand(KafkaServerMain.class, heap, folder(), List.of())
        .with(List.of(folder().toString(), config.clusterId()));
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  /** The cheap look first: a client that finds no listener would log a warning each time. */
  @Override
  public boolean answers() {
    return listens() && new KafkaTopics(bootstrap()).isCluster(config.clusterId());
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void askToStop(Process process) {
    process.toHandle().destroy();
  }
}
