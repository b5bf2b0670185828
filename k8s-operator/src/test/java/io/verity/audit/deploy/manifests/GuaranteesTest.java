package io.verity.audit.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manifests must say, so that nothing is lost and nobody may more than needed. */
class GuaranteesTest {

  private static final List<Manifest> BASE = Kustomization.in(Tree.BASE).documents();

  static List<PodSpec> pods() {
    return PodSpec.in(BASE);
  }

  @ParameterizedTest
  @CsvSource({
    "/spec/job/upgradeMode, savepoint",
    "/spec/job/allowNonRestoredState, false",
    "/spec/job/jarURI, local:///opt/flink/usrlib/audit-ingest-job.jar",
    "/spec/flinkVersion, v2_3",
    "/spec/flinkConfiguration/high-availability.type, kubernetes",
    "/spec/flinkConfiguration/kubernetes.operator.job.upgrade.last-state-fallback.enabled, false"
  })
  void ingestIsUpgradedBySavepointOrNotAtAll(String pointer, String value) {
    JsonNode ingest = find("FlinkDeployment", "audit-ingest");
    assertThat(ingest.at(pointer).asText()).isEqualTo(value);
  }

  @Test
  void ingestKeepsItsStateOutsideOfTheCluster() {
    JsonNode options = find("FlinkDeployment", "audit-ingest").at("/spec/flinkConfiguration");
    for (String folder :
        List.of(
            "high-availability.storageDir",
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir")) {
      assertThat(options.path(folder).asText()).as(folder).startsWith("s3://");
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void aPodIsConfined(PodSpec pod) {
    assertThat(pod.spec().path("containers")).hasSize(1);
    assertThat(pod.spec().path("enableServiceLinks").asBoolean(true)).isFalse();
    assertThat(pod.spec().at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.spec().at("/securityContext/runAsUser").asInt()).isGreaterThan(0);
    assertThat(pod.spec().at("/securityContext/seccompProfile/type").asText())
        .isEqualTo("RuntimeDefault");
    JsonNode container = pod.container().path("securityContext");
    assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    for (JsonNode volume : pod.spec().path("volumes")) {
      if (volume.has("emptyDir")) {
        assertThat(volume.at("/emptyDir/sizeLimit").asText()).as(volume.toString()).isNotBlank();
      }
    }
  }

  @Test
  void roleNamesWhatItNeeds() {
    List<String> rights = new ArrayList<>();
    for (Manifest manifest : BASE) {
      if (manifest.kind().equals("Role")) {
        for (JsonNode rule : manifest.content().path("rules")) {
          rights.add(manifest.name() + " " + texts(rule, "resources") + " " + texts(rule, "verbs"));
        }
      }
    }
    assertThat(rights)
        .containsExactlyInAnyOrder(
            "verity-control-plane [flinkdeployments, flinksessionjobs] [create, delete, get, list]",
            "verity-flink [pods] [create, delete, get, list, watch]",
            "verity-flink [configmaps] [create, delete, get, list, patch, update, watch]",
            "verity-flink [deployments] [get]");
  }

  @Test
  void onlyWhoSpeaksToTheApiServerHasAToken() {
    List<String> tokens = new ArrayList<>();
    for (Manifest manifest : BASE) {
      if (manifest.kind().equals("ServiceAccount")
          && manifest.content().path("automountServiceAccountToken").asBoolean(true)) {
        tokens.add(manifest.name());
      }
    }
    assertThat(tokens)
        .containsExactlyInAnyOrder("verity-ingest", "verity-reports", "verity-control-plane");
  }

  @Test
  void whatNoPolicyAllowsIsDenied() {
    JsonNode deny = find("NetworkPolicy", "default-deny").path("spec");
    assertThat(deny.path("podSelector")).isEmpty();
    assertThat(texts(deny, "policyTypes").toString()).isEqualTo("[Egress, Ingress]");
    assertThat(deny.has("ingress") || deny.has("egress")).isFalse();
  }

  private static TreeSet<String> texts(JsonNode node, String field) {
    TreeSet<String> texts = new TreeSet<>();
    node.path(field).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static JsonNode find(String kind, String name) {
    return BASE.stream().filter(m -> m.is(kind, name)).findFirst().orElseThrow().content();
  }
}
