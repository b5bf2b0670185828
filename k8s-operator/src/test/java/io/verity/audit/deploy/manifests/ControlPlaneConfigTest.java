package io.verity.audit.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.collect.source.Sources;
import io.verity.audit.control.launch.kubernetes.KubernetesSettings;
import io.verity.audit.control.launch.kubernetes.KubernetesSettingsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control plane takes the files that it is given, and they fit the rest. */
class ControlPlaneConfigTest {

  private static final JsonNode FILES =
      Kustomization.in(Tree.BASE).documents().stream()
          .filter(manifest -> manifest.is("ConfigMap", "verity-control-plane-config"))
          .findFirst()
          .orElseThrow()
          .content()
          .path("data");

  @TempDir private Path folder;

  @Test
  void reportsRunOnTheSessionClusterOfTheBase() throws Exception {
    KubernetesSettings settings = KubernetesSettingsFile.read(file("kubernetes.yaml"));
    assertThat(settings.namespace()).isEqualTo("verity");
    assertThat(Kustomization.in(Tree.BASE).documents())
        .anyMatch(manifest -> manifest.is("FlinkDeployment", settings.session().cluster()));
  }

  @Test
  void theSourcesAreRead() throws Exception {
    assertThat(Sources.read(file("sources.yaml")).names()).isEmpty();
  }

  private Path file(String name) throws Exception {
    return Files.writeString(folder.resolve(name), FILES.path(name).asText());
  }
}
