package io.verity.audit.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The alerts on Kubernetes are those that promtool tested. */
class AlertsManifestTest {

  static final String REGENERATE =
      "mvn -pl k8s-operator -am test -Dtest=AlertsManifestTest -Dverity.regenerate"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  @Test
  void theManifestIsTheRules() throws Exception {
    String text = AlertsManifest.text();
    if (System.getProperty("verity.regenerate") != null) {
      Files.writeString(AlertsManifest.FILE, text);
    }
    assertThat(AlertsManifest.FILE)
        .withFailMessage(
            "base/alerts.yaml is not what monitoring/alerts.yaml says; make it again: %s",
            REGENERATE)
        .hasContent(text);
  }

  @Test
  void readByKubernetesItIsTheRules() throws Exception {
    Manifest manifest = Yaml.read(AlertsManifest.FILE).get(0);
    assertThat(manifest.kind()).isEqualTo("PrometheusRule");
    assertThat(manifest.content().at("/spec/groups"))
        .isNotEmpty()
        .isEqualTo(Yaml.MAPPER.readTree(AlertsManifest.RULES.toFile()).path("groups"));
  }
}
