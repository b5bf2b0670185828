package io.verity.audit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
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
    MetricsEndpoint.Lease first = acquire(ports);
    MetricsEndpoint.Lease second = acquire(ports);
    first.close();
    first.close();
    assertThat(answers(port)).isTrue();
    second.close();
    assertThat(answers(port)).isFalse();
    acquire(ports).close();
  }

  @Test
  void takesTheFirstFreePortOfTheRange() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();
      try (MetricsEndpoint.Lease lease = acquire(new PortRange(port, port + 20))) {
        assertThat(lease).isNotNull();
      }
    }
  }

  @Test
  void saysWhichPortsAreTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> acquire(new PortRange(port, port)))
          .withMessage("no free port for metrics in METRICS_PORT " + port + "-" + port);
    }
  }

  private static MetricsEndpoint.Lease acquire(PortRange ports) throws IOException {
    return MetricsEndpoint.acquire(new PrometheusRegistry(), ports, "METRICS_PORT");
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
