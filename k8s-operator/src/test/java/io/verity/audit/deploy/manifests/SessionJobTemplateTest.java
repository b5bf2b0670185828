package io.verity.audit.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.kubernetes.KubernetesSettings;
import io.verity.audit.control.launch.kubernetes.KubernetesSettingsFile;
import io.verity.audit.control.launch.kubernetes.LauncherManifests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template says what the launcher writes, given the settings of the base. */
class SessionJobTemplateTest {

  private static final LaunchRequest REQUEST =
      new LaunchRequest(UUID.randomUUID(), 3, "gdpr", Duration.ofDays(92));

  @TempDir private Path folder;

  @Test
  void theTemplateIsWhatTheLauncherWrites() throws Exception {
    JsonNode written = LauncherManifests.sessionJob(settings(), REQUEST);
    assertThat(filledIn(template().content(), written)).isEqualTo(written);
  }

  @Test
  void whatTheLauncherWritesIsValid() throws Exception {
    Manifest written =
        new Manifest("launcher", 1, LauncherManifests.sessionJob(settings(), REQUEST));
    assertThat(Schemas.ofDocuments().problems(written)).isEmpty();
    assertThat(Kustomization.in(Tree.BASE).documents())
        .anyMatch(
            manifest ->
                manifest.is(
                    "FlinkDeployment", written.content().at("/spec/deploymentName").asText()));
  }

  @Test
  void aFieldThatTheTemplateLacksIsFound() throws Exception {
    ObjectNode written = LauncherManifests.sessionJob(settings(), REQUEST).deepCopy();
    ((ObjectNode) written.path("spec")).put("restartNonce", 1);
    assertThat(filledIn(template().content(), written)).isNotEqualTo(written);
  }

  private static Manifest template() {
    List<Manifest> documents = Yaml.read(Tree.TEMPLATES.resolve("flink-session-job.yaml"));
    assertThat(documents).hasSize(1);
    return documents.get(0);
  }

  /** What the template leaves open, as it was written. */
  private static JsonNode filledIn(JsonNode template, JsonNode written) {
    if (template.asText().contains("<") && !written.isMissingNode()) {
      return written;
    }
    if (template instanceof ObjectNode object) {
      ObjectNode filled = object.objectNode();
      object
          .properties()
          .forEach(e -> filled.set(e.getKey(), filledIn(e.getValue(), written.path(e.getKey()))));
      return filled;
    }
    return template;
  }

  private KubernetesSettings settings() throws Exception {
    Manifest config =
        Kustomization.in(Tree.BASE).documents().stream()
            .filter(manifest -> manifest.is("ConfigMap", "verity-control-plane-config"))
            .findFirst()
            .orElseThrow();
    Path file = folder.resolve("kubernetes.yaml");
    Files.writeString(file, config.content().path("data").path("kubernetes.yaml").asText());
    return KubernetesSettingsFile.read(file);
  }
}
