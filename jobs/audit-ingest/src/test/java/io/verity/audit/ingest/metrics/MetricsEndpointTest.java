package io.verity.audit.ingest.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.verity.audit.ingest.config.PortRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {

  @Test
  void isSharedAndClosedWithTheLastLease() throws IOException {
    int port = freePort();
    PortRange ports = new PortRange(port, port);
    MetricsEndpoint.Lease first = MetricsEndpoint.acquire(ports);
    MetricsEndpoint.Lease second = MetricsEndpoint.acquire(ports);
    first.close();
    first.close();
    assertThat(answers(port)).isTrue();
    second.close();
    assertThat(answers(port)).isFalse();
    MetricsEndpoint.acquire(ports).close();
  }

  @Test
  void takesTheFirstFreePortOfTheRange() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();
      try (MetricsEndpoint.Lease lease = MetricsEndpoint.acquire(new PortRange(port, port + 20))) {
        assertThat(lease).isNotNull();
      }
    }
  }

  @Test
  void saysWhichPortsAreTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> MetricsEndpoint.acquire(new PortRange(port, port)))
          .withMessage("no free port for metrics in AUDIT_METRICS_PORT " + port + "-" + port);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
