package io.verity.audit.deploy.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What names something else, names something that is there: Kubernetes itself finds out late. */
final class References {

  private final Collection<Manifest> manifests;
  private final List<String> problems = new ArrayList<>();

  private References(Collection<Manifest> manifests) {
    this.manifests = manifests;
  }

  static List<String> problems(Collection<Manifest> manifests) {
    References references = new References(manifests);
    PodSpec.in(manifests).forEach(references::checkPod);
    manifests.forEach(references::checkManifest);
    return references.problems;
  }

  private void checkPod(PodSpec pod) {
    JsonNode account =
        pod.manifest().kind().equals("FlinkDeployment")
            ? pod.manifest().content().at("/spec/serviceAccount")
            : pod.spec().path("serviceAccountName");
    require(pod.manifest(), "ServiceAccount", account.asText());
    for (JsonNode from : pod.container().path("envFrom")) {
      require(pod.manifest(), "ConfigMap", from.at("/configMapRef/name").asText());
    }
    List<String> volumes = pod.spec().path("volumes").findValuesAsText("name");
    for (JsonNode mount : pod.container().path("volumeMounts")) {
      if (!volumes.contains(mount.path("name").asText())) {
        problems.add(pod.manifest() + ": mounts no volume of its own: " + mount.path("name"));
      }
    }
    for (JsonNode volume : pod.spec().path("volumes")) {
      if (volume.has("configMap")) {
        require(pod.manifest(), "ConfigMap", volume.at("/configMap/name").asText());
      }
    }
  }

  private void checkManifest(Manifest manifest) {
    JsonNode spec = manifest.content().path("spec");
    switch (manifest.kind()) {
      case "Deployment" -> select(manifest, spec.at("/selector/matchLabels"));
      case "PodDisruptionBudget" -> select(manifest, spec.at("/selector/matchLabels"));
      case "NetworkPolicy" -> select(manifest, spec.at("/podSelector/matchLabels"));
      case "Service" -> {
        select(manifest, spec.path("selector"));
        spec.path("ports")
            .forEach(p -> port(manifest, spec.path("selector"), p.path("targetPort")));
      }
      case "PodMonitor" -> {
        JsonNode labels = spec.at("/selector/matchLabels");
        select(manifest, labels);
        spec.path("podMetricsEndpoints").forEach(e -> port(manifest, labels, e.path("port")));
      }
      case "RoleBinding" -> {
        require(manifest, "Role", manifest.content().at("/roleRef/name").asText());
        for (JsonNode subject : manifest.content().path("subjects")) {
          require(manifest, subject.path("kind").asText(), subject.path("name").asText());
        }
      }
      default -> {}
    }
  }

  private void require(Manifest by, String kind, String name) {
    if (manifests.stream().noneMatch(manifest -> manifest.is(kind, name))) {
      problems.add(by + ": there is no " + kind + " \"" + name + "\"");
    }
  }

  private void select(Manifest by, JsonNode labels) {
    if (selected(labels).isEmpty()) {
      problems.add(by + ": selects no pods: " + labels);
    }
  }

  private void port(Manifest by, JsonNode labels, JsonNode port) {
    for (PodSpec pod : selected(labels)) {
      if (!pod.container().path("ports").findValuesAsText("name").contains(port.asText())) {
        problems.add(by + ": pods of " + pod.manifest().name() + " have no port " + port);
      }
    }
  }

  private List<PodSpec> selected(JsonNode labels) {
    return PodSpec.in(manifests).stream()
        .filter(pod -> PodLabels.of(pod.manifest()).containsAll(labels))
        .toList();
  }

  /** The labels of a pod: its template's, and those that Flink puts on its own. */
  private record PodLabels(Map<String, List<String>> labels) {

    static PodLabels of(Manifest manifest) {
      Map<String, List<String>> labels = new java.util.HashMap<>();
      for (var label : manifest.podTemplate().at("/metadata/labels").properties()) {
        labels.put(label.getKey(), List.of(label.getValue().asText()));
      }
      if (manifest.kind().equals("FlinkDeployment")) {
        labels.put("app", List.of(manifest.name()));
        labels.put("component", List.of("jobmanager", "taskmanager"));
        labels.put("type", List.of("flink-native-kubernetes"));
      }
      return new PodLabels(labels);
    }

    boolean containsAll(JsonNode wanted) {
      return wanted.properties().stream()
          .allMatch(
              label ->
                  labels
                      .getOrDefault(label.getKey(), List.of())
                      .contains(label.getValue().asText()));
    }
  }
}
