package io.verity.audit.deploy.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** monitoring/alerts.yaml as a PrometheusRule, which kustomize can't make of it. */
final class AlertsManifest {

  static final Path RULES = Tree.ROOT.resolveSibling("monitoring").resolve("alerts.yaml");
  static final Path FILE = Tree.BASE.resolve("alerts.yaml");

  private static final String HEAD =
      """
      # Made from monitoring/alerts.yaml; don't edit. Made again by
      #   %s
      apiVersion: monitoring.coreos.com/v1
      kind: PrometheusRule
      metadata:
        name: verity-audit
        namespace: verity
        labels:
          app.kubernetes.io/part-of: verity-audit
      spec:
      """;

  private AlertsManifest() {}

  static String text() throws IOException {
    List<String> lines = Files.readAllLines(RULES);
    StringBuilder text = new StringBuilder(HEAD.formatted(AlertsManifestTest.REGENERATE));
    lines
        .subList(lines.indexOf("groups:"), lines.size())
        .forEach(line -> text.append(line.isBlank() ? "" : "  " + line).append('\n'));
    return text.toString();
  }
}
