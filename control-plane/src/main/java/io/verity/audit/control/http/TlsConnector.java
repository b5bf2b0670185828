package io.verity.audit.control.http;

import io.verity.audit.control.tls.PemIdentity;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The API's port where it speaks https, and nothing else. */
final class TlsConnector {

  private TlsConnector() {}

  static ServerConnector of(
      Server server, HttpConfiguration http, String host, int port, PemIdentity identity) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(identity.store());
    tls.setKeyStorePassword(identity.password());
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    HttpConfiguration secure = new HttpConfiguration(http);
    // an ingress calls by another name than the one in the certificate; who calls checks that name
    secure.addCustomizer(new SecureRequestCustomizer(false));
    HttpConnectionFactory plain = new HttpConnectionFactory(secure);
    ServerConnector connector =
        new ServerConnector(server, new SslConnectionFactory(tls, plain.getProtocol()), plain);
    connector.setHost(host);
    connector.setPort(port);
    return connector;
  }
}
