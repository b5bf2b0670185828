package io.verity.audit.collect.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.verity.audit.collect.AskedRequest;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.stack.Account;
import io.verity.audit.stack.ServerTls;
import io.verity.audit.stack.TlsForwarder;
import io.verity.audit.stack.tls.TestCertificates;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Databases that are asked over TLS, with an authority of the source's own. */
class TlsCollectionITCase {

  private static final String UNTRUSTED =
      "its certificate is signed by nobody who is trusted here; name the PEM file of its authority"
          + " as certificates";
  private static final String OTHER_HOST =
      "its certificate is for another host name than its url has";

  @RegisterExtension static final SqlServers SERVERS = new SqlServers();

  private final SqlHandler handler = new SqlHandler();
  private TestCertificates certificates;

  @BeforeEach
  void find() {
    certificates = SERVERS.certificates();
  }

  @Test
  void postgres() throws Exception {
    String query = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    AskedRequest request = postgres("localhost", certificates.authority(), query);
    assertThat(handler.collect(request).data().at("/rows/0/ssl").asBoolean()).isTrue();
    assertRefused(postgres("localhost", certificates.stranger(), query), UNTRUSTED);
    // the same address by a name that stands in no certificate
    assertRefused(postgres("127.1", certificates.authority(), query), OTHER_HOST);
    assertRefused(
        postgres("localhost", Path.of("none.pem"), query),
        "source asked: its certificates, none.pem, is no PEM file with certificates that can be"
            + " read");
    assertRefused(request.withSecret("password", "hunter2"), "does not let its user in");
  }

  @Test
  void clickHouse() throws Exception {
    try (TlsForwarder tls = inFront(certificates.server());
        TlsForwarder otherHost = inFront(certificates.otherHost())) {
      for (String url :
          new String[] {
            "jdbc:clickhouse:https://localhost:%d/verity",
            "jdbc:clickhouse://localhost:%d/verity?ssl=true"
          }) {
        String own = url.formatted(tls.port());
        AskedRequest request = clickHouse(own, certificates.authority());
        assertThat(handler.collect(request).data().at("/rows/0/a").asInt()).isOne();
        assertRefused(clickHouse(own, certificates.stranger()), UNTRUSTED);
        assertRefused(
            clickHouse(url.formatted(otherHost.port()), certificates.authority()), OTHER_HOST);
        assertRefused(request.withSecret("password", "hunter2"), "Authentication failed");
      }
    }
  }

  @Test
  void certificatesForClickHouseWithoutTls() {
    String url = "jdbc:clickhouse:" + SERVERS.stack().clickHouseUrl() + "/verity";
    assertRefused(
        clickHouse(url, certificates.authority()), "it has certificates, and a url without TLS");
  }

  private static TlsForwarder inFront(ServerTls of) {
    return TlsForwarder.to(SERVERS.stack().clickHouseUrl(), of);
  }

  private static AskedRequest postgres(String host, Path authority, String query) {
    String url = SERVERS.stack().postgresUrl().replace("127.0.0.1", host);
    return asked(url, SERVERS.stack().postgresAccount("auditor"), authority, query);
  }

  private static AskedRequest clickHouse(String url, Path authority) {
    return asked(url, SERVERS.stack().account("auditor"), authority, "SELECT 1 AS a");
  }

  private static AskedRequest asked(String url, Account account, Path authority, String query) {
    String request = JsonNodeFactory.instance.objectNode().put("query", query).toString();
    Map<String, String> settings =
        Map.of(
            "url",
            url,
            "user",
            account.user(),
            "password",
            "env:ANY",
            "certificates",
            authority.toString());
    return AskedRequest.of(settings, request).withSecret("password", account.password());
  }

  private void assertRefused(AskedRequest request, String why) {
    assertThatThrownBy(() -> handler.collect(request))
        .isInstanceOfSatisfying(
            CollectionException.class,
            e -> {
              assertThat(e.getMessage()).contains(why).hasLineCount(1).doesNotContain("hunter2");
              assertThat(e.mayPass()).isFalse();
            });
  }
}
