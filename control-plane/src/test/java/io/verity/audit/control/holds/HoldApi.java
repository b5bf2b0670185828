package io.verity.audit.control.holds;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.verity.audit.control.Api;
import io.verity.audit.control.access.AccessRecorder;
import io.verity.audit.control.auth.LocalIssuer;
import io.verity.audit.control.auth.Role;
import io.verity.audit.control.auth.TokenCheck;
import io.verity.audit.control.config.TokenSettings;
import io.verity.audit.control.http.ApiServer;
import io.verity.audit.control.http.HttpMetrics;
import io.verity.audit.control.http.RouteTable;
import io.verity.audit.control.reports.DownloadLinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The routes of holds, served behind the gate that all calls pass. */
final class HoldApi implements AutoCloseable {

  private final ApiServer server;
  private final LocalIssuer issuer;

  private HoldApi(ApiServer server, LocalIssuer issuer) {
    this.server = server;
    this.issuer = issuer;
  }

  static HoldApi start(HoldStack stack, Path issuerFolder) {
    LocalIssuer issuer = LocalIssuer.in(issuerFolder);
    RouteTable table = new RouteTable();
    new HoldRoutes(stack.control()).register(table);
    TokenSettings tokens =
        new TokenSettings(
            LocalIssuer.ISSUER,
            LocalIssuer.AUDIENCE,
            issuer.jwks().toAbsolutePath().toUri(),
            "roles");
    ApiServer.Parts parts =
        new ApiServer.Parts(
            new TokenCheck(tokens),
            new DownloadLinks(new byte[32], () -> ""),
            new AccessRecorder(stack.control()),
            new HttpMetrics(new PrometheusRegistry()));
    return new HoldApi(
        ApiServer.start(new ApiServer.Listen("127.0.0.1", 0, null), 65_536, 0, table, parts),
        issuer);
  }

  /** Somebody who calls; every answer is checked against the document. */
  Api as(String subject, Role... roles) {
    return new Api(
        "http://127.0.0.1:" + server.port(),
        issuer.token(subject, List.of(roles), Duration.ofHours(1)));
  }

  @Override
  public void close() {
    server.close();
  }
}
