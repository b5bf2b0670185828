package io.verity.audit.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file is what Kubernetes, Flink's and Prometheus' operators take; an unknown field is not.
 */
class SchemasTest {

  static Stream<Path> resources() {
    return Stream.concat(
        Kustomization.in(Tree.BASE).resources().stream(),
        Overlays.all().stream().flatMap(o -> Kustomization.in(o).resources().stream()));
  }

  static Stream<Path> patches() {
    return Stream.concat(
        Kustomization.in(Tree.BASE).patches().stream(),
        Overlays.all().stream().flatMap(o -> Kustomization.in(o).patches().stream()));
  }

  @ParameterizedTest
  @MethodSource("resources")
  void everyDocumentIsValid(Path file) {
    requireValid(file, Schemas.ofDocuments());
  }

  @ParameterizedTest
  @MethodSource("patches")
  void everyPatchIsValid(Path file) {
    requireValid(file, Schemas.ofPatches());
  }

  private static void requireValid(Path file, Schemas schemas) {
    List<Manifest> documents = Yaml.read(file);
    assertThat(documents).isNotEmpty();
    assertThat(documents).flatExtracting(schemas::problems).isEmpty();
  }

  @Test
  void noFileIsForgotten() {
    List<Path> listed = Stream.concat(resources(), patches()).toList();
    List<Path> there =
        Stream.of(Tree.BASE, Tree.OVERLAYS).flatMap(f -> Yaml.files(f).stream()).toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(there);
  }

  /** Found in documents of the base, each changed in one place. */
  @ParameterizedTest
  @CsvSource({
    "ingest.yaml, upgradeMode: savepoint, upgrademode: savepoint, $.spec.job",
    "ingest.yaml, flinkVersion: v2_3, flinkVersion: v2_9, $.spec.flinkVersion",
    "ingest.yaml, enableServiceLinks:, enableServiceLink:, $.spec.podTemplate.spec",
    "ingest.yaml, readOnlyRootFilesystem:, readonlyRootFilesystem:, "
        + "$.spec.podTemplate.spec.containers[0].securityContext",
    "ingest.yaml, parallelism: 4, parallelism: four, $.spec.job.parallelism",
    "control-plane.yaml, replicas: 2, replica: 2, $.spec",
    "control-plane.yaml, replicas: 2, replicas: two, $.spec.replicas",
    "control-plane.yaml, failureThreshold: 60, failuresAllowed: 60, "
        + "$.spec.template.spec.containers[0].startupProbe",
    "control-plane.yaml, image: verity, picture: verity, $.spec.template.spec.containers[0]",
    "network-policies.yaml, '      ports:', '      port:', $.spec.egress[0]",
    "rbac.yaml, roleRef:, roleref:, $",
    "pod-monitors.yaml, podMetricsEndpoints:, podMetricEndpoints:, $.spec"
  })
  void aMistakeIsFoundAndSaysWhere(String file, String right, String wrong, String path)
      throws Exception {
    List<Manifest> documents = Mistakes.make(file, right, wrong);
    Schemas schemas = Schemas.ofDocuments();
    assertThat(documents)
        .flatExtracting(schemas::problems)
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).startsWith("base/" + file + ", document "))
        .anySatisfy(problem -> assertThat(problem).contains("): " + path));
  }

  @Test
  void aKindWithoutSchemaIsNotPassed() {
    List<Manifest> secret = Yaml.parse("x.yaml", "{apiVersion: v1, kind: Secret}");
    assertThat(Schemas.ofDocuments().problems(secret.get(0)))
        .containsExactly("x.yaml, document 1 (Secret ): no schema is known for v1 Secret");
  }
}
