package io.verity.audit.collect.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verity.audit.collect.AskedRequest;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.stack.Account;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers is no database, or a broken one: it fails in its time and takes no memory. */
class BadSqlServersTest {

  private static final Duration TIME = Duration.ofSeconds(2);
  private static final String PASSWORD = "not-to-be-told";

  @ParameterizedTest
  @CsvSource({
    "postgresql,HANGS", "postgresql,GARBAGE", "postgresql,ENDLESS", "postgresql,CLOSES",
    "clickhouse,HANGS", "clickhouse,GARBAGE", "clickhouse,ENDLESS", "clickhouse,CLOSES"
  })
  void failsInTimeAndInWords(String kind, Manner manner) throws Exception {
    try (BadServer server = new BadServer(manner)) {
      String url = "jdbc:%s://127.0.0.1:%d/any".formatted(kind, server.port());
      AskedRequest request =
          SqlServers.asked(url, new Account("someone", PASSWORD), "SELECT 1 AS a").withTime(TIME);
      long began = System.nanoTime();
      assertThatThrownBy(() -> new SqlHandler().collect(request))
          .isInstanceOf(CollectionException.class)
          .hasMessageNotContaining(PASSWORD)
          .hasMessageMatching("did not answer.*in its time|can't be reached, or is no such .*");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIME.plusSeconds(6));
    }
  }

  enum Manner {
    HANGS,
    GARBAGE,
    ENDLESS,
    CLOSES
  }

  private static final class BadServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Manner manner;

    private BadServer(Manner manner) throws IOException {
      this.manner = manner;
      Thread thread = new Thread(this::accept, "bad-server");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return socket.getLocalPort();
    }

    private void accept() {
      while (!socket.isClosed()) {
        try {
          Socket client = socket.accept();
          Thread thread = new Thread(() -> answer(client), "bad-answer");
          thread.setDaemon(true);
          thread.start();
        } catch (IOException e) {
          return;
        }
      }
    }

    private void answer(Socket client) {
      try (client) {
        client.getInputStream().read(new byte[4096]);
        OutputStream out = client.getOutputStream();
        switch (manner) {
          case HANGS -> client.getInputStream().read(new byte[1]);
          case GARBAGE -> out.write("\u0001\u0002 what do you want?\r\n\r\n".repeat(50).getBytes());
          case ENDLESS -> endless(out);
          case CLOSES -> client.shutdownOutput();
        }
      } catch (IOException e) {
        // the client went away, which is what it should do
      }
    }

    private void endless(OutputStream out) throws IOException {
      out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] block = new byte[1 << 16];
      Arrays.fill(block, (byte) 0x7f);
      for (int i = 0; i < 16_384 && !socket.isClosed(); i++) {
        out.write(block);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
