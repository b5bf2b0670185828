package io.verity.audit.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * Ends TLS in front of a server that speaks none: the ClickHouse engine in local mode opens a port
 * for HTTP but refuses to open one for HTTPS. What clients see of TLS is genuine all the same.
 */
public final class TlsForwarder implements AutoCloseable {

  private static final char[] NO_PASSWORD = new char[0];

  private final InetSocketAddress server;
  private final SSLServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TlsForwarder(InetSocketAddress server, SSLServerSocket door) {
    this.server = server;
    this.door = door;
  }

  /**
   * Listens until it is closed.
   *
   * @param url of the server, {@code http://host:port}
   */
  public static TlsForwarder to(String url, ServerTls tls) {
    URI uri = URI.create(url);
    try {
      SSLServerSocket door =
          (SSLServerSocket)
              context(tls)
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      TlsForwarder forwarder =
          new TlsForwarder(new InetSocketAddress(uri.getHost(), uri.getPort()), door);
      inBackground(forwarder::accept);
      return forwarder;
    } catch (IOException | GeneralSecurityException e) {
      throw new StackException("TLS could not be set up in front of " + url, e);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  private static SSLContext context(ServerTls tls) throws IOException, GeneralSecurityException {
    Certificate[] chain;
    try (InputStream pem = Files.newInputStream(tls.certificate())) {
      chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(pem)
              .toArray(Certificate[]::new);
    }
    String base64 = Files.readString(tls.key()).replaceAll("-----[^-]+-----|\\s", "");
    PrivateKey key =
        KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", key, NO_PASSWORD, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        forward(kept(door.accept()), kept(new Socket()));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void forward(Socket client, Socket behind) {
    inBackground(
        () -> {
          try {
            behind.connect(server);
          } catch (IOException e) {
            // nobody behind it: the client sees that its connection ends
            closeAll(Set.of(client, behind));
            return;
          }
          inBackground(() -> copy(client, behind));
          copy(behind, client);
        });
  }

  private Socket kept(Socket socket) {
    open.add(socket);
    return socket;
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // whoever went away, the other one is told by the end of the connection
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "tls-forwarder");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeAll(Set<Socket> sockets) {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    closeAll(open);
  }
}
