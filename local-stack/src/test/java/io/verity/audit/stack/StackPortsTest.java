package io.verity.audit.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackPortsTest {

  @TempDir Path folder;

  @Test
  void aPortIsUsedAgain() {
    int port = ports().of("kafka");
    assertThat(ports().of("kafka")).isEqualTo(port);
  }

  @Test
  void eachNameHasAPortOfItsOwn() {
    StackPorts ports = ports();
    assertThat(ports.of("kafka")).isNotEqualTo(ports.of("clickhouse"));
  }

  @Test
  void aTakenPortIsReplacedForGood() throws IOException {
    int port = ports().of("kafka");
    int replacement;
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      replacement = ports().of("kafka");
      assertThat(replacement).isNotEqualTo(other.getLocalPort());
    }
    assertThat(ports().of("kafka")).isEqualTo(replacement);
  }

  private StackPorts ports() {
    return new StackPorts(folder.resolve("ports.properties"));
  }
}
