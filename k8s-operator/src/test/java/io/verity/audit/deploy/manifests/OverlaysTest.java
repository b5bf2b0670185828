package io.verity.audit.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The overlays as kustomize builds them; the plain files are checked without it (SchemasTest). */
@EnabledIf("io.verity.audit.deploy.manifests.Kubectl#isThere")
class OverlaysTest {

  static List<Path> overlays() {
    return Overlays.all();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void isValidAndWhole(Path overlay) throws Exception {
    List<Manifest> built = build(overlay);
    Schemas schemas = Schemas.ofDocuments();
    assertThat(built).hasSizeGreaterThanOrEqualTo(Kustomization.in(Tree.BASE).documents().size());
    assertThat(built).flatExtracting(schemas::problems).isEmpty();
    assertThat(built).flatExtracting(SecretRule::problems).isEmpty();
    assertThat(EnvironmentRule.problems(built)).isEmpty();
    assertThat(References.problems(built)).isEmpty();
  }

  /** Kustomize 2 and 5 merge patches into custom resources; this is what has to come of it. */
  @ParameterizedTest
  @MethodSource("overlays")
  void hasFlinkConfAndItsOwn(Path overlay) throws Exception {
    for (Manifest manifest : build(overlay)) {
      if (manifest.kind().equals("FlinkDeployment")) {
        JsonNode options = manifest.content().at("/spec/flinkConfiguration");
        FlinkConfPatch.options()
            .forEach((key, value) -> assertThat(options.path(key).asText()).isEqualTo(value));
        assertThat(options.path("io.tmp.dirs").asText()).isEqualTo("/tmp");
        assertThat(manifest.content().at("/spec/logConfiguration")).hasSize(1);
        assertThat(manifest.content().at("/spec/podTemplate/spec/volumes")).hasSize(5);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"small, 500, 2, 1, 1, 2", "high-volume, 50000, 5, 16, 8, 3"})
  void differsInWhatItIsFor(
      String name, int rows, int seconds, int parallelism, int taskManagers, int replicas)
      throws Exception {
    List<Manifest> built = build(Tree.OVERLAYS.resolve(name));
    JsonNode environment = find(built, "ConfigMap", "verity-ingest-env").path("data");
    assertThat(environment.path("AUDIT_BATCH_SIZE").asInt()).isEqualTo(rows);
    assertThat(environment.path("AUDIT_FLUSH_INTERVAL_SECONDS").asInt()).isEqualTo(seconds);
    assertThat(environment.has("AUDIT_KAFKA_BOOTSTRAP")).isTrue();
    JsonNode spec = find(built, "FlinkDeployment", "audit-ingest").path("spec");
    assertThat(spec.at("/job/parallelism").asInt()).isEqualTo(parallelism);
    int slots = spec.path("flinkConfiguration").path("taskmanager.numberOfTaskSlots").asInt();
    assertThat(parallelism / slots).isEqualTo(taskManagers);
    assertThat(find(built, "Deployment", "verity-control-plane").at("/spec/replicas").asInt())
        .isEqualTo(replicas);
  }

  /** The rule of docs/operations.md; a JVM without room for classes ends itself. */
  @ParameterizedTest
  @MethodSource("overlays")
  void classesOfAllReportsFit(Path overlay) throws Exception {
    List<Manifest> built = build(overlay);
    JsonNode controlPlane = find(built, "ConfigMap", "verity-control-plane-env").path("data");
    JsonNode options =
        find(built, "FlinkDeployment", "verity-reports").at("/spec/flinkConfiguration");
    int reports = controlPlane.path("REPORTER_MAX_CONCURRENT").asInt(3);
    int slots = options.path("taskmanager.numberOfTaskSlots").asInt();
    assertThat(metaspaceMegabytes(options, "jobmanager"))
        .isGreaterThanOrEqualTo(256 + 32 * reports);
    assertThat(metaspaceMegabytes(options, "taskmanager")).isGreaterThanOrEqualTo(256 + 32 * slots);
  }

  private static long metaspaceMegabytes(JsonNode options, String process) {
    String size = options.path(process + ".memory.jvm-metaspace.size").asText();
    return MemorySize.parse(size).getMebiBytes();
  }

  @Test
  void whatKustomizeCannotBuildFails() throws Exception {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> build(Tree.TEMPLATES))
        .hasMessageContaining("kubectl kustomize failed");
  }

  private static List<Manifest> build(Path overlay) throws Exception {
    return Kubectl.find().orElseThrow().kustomize(overlay);
  }

  private static JsonNode find(List<Manifest> manifests, String kind, String name) {
    return manifests.stream()
        .filter(manifest -> manifest.is(kind, name))
        .findFirst()
        .orElseThrow()
        .content();
  }
}
