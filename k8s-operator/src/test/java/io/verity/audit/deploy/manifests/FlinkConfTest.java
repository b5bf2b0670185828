package io.verity.audit.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** There is one configuration of Flink, and the manifests say the same as it does. */
class FlinkConfTest {

  static final String REGENERATE =
      "mvn -pl k8s-operator -am test -Dtest=FlinkConfTest -Dverity.regenerate"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  @ParameterizedTest
  @FieldSource("io.verity.audit.deploy.manifests.FlinkConfPatch#DEPLOYMENTS")
  void thePatchIsFlinkConf(String deployment) throws Exception {
    String text = FlinkConfPatch.text(deployment);
    if (System.getProperty("verity.regenerate") != null) {
      Files.writeString(FlinkConfPatch.file(deployment), text);
    }
    assertThat(FlinkConfPatch.file(deployment))
        .withFailMessage(
            "base/flink-conf/%s.yaml is not what flink-conf/ says; make it again: %s",
            deployment, REGENERATE)
        .hasContent(text);
  }

  @ParameterizedTest
  @FieldSource("io.verity.audit.deploy.manifests.FlinkConfPatch#DEPLOYMENTS")
  void readByKubernetesItIsFlinkConf(String deployment) throws Exception {
    JsonNode spec = Yaml.read(FlinkConfPatch.file(deployment)).get(0).content().path("spec");
    assertThat(spec.path("flinkConfiguration"))
        .isEqualTo(Yaml.MAPPER.valueToTree(FlinkConfPatch.options()));
    assertThat(spec.path("logConfiguration").path(FlinkConfPatch.LOG_FILE).asText())
        .isEqualTo(Files.readString(Tree.FLINK_CONF.resolve("log4j2.properties")));
  }

  /** A patch wins over what it patches: an option in both would silently be flink-conf's. */
  @Test
  void noOptionStandsInBothPlaces() throws Exception {
    for (Manifest manifest : Kustomization.in(Tree.BASE).documents()) {
      assertThat(manifest.content().at("/spec/flinkConfiguration").fieldNames())
          .toIterable()
          .as(manifest.toString())
          .doesNotContainAnyElementsOf(FlinkConfPatch.options().keySet());
    }
  }
}
