package io.verity.audit.deploy.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A kustomization.yaml, as far as it can be read without kustomize. */
record Kustomization(Path folder, JsonNode content) {

  static final String FILE = "kustomization.yaml";

  static Kustomization in(Path folder) {
    return new Kustomization(folder, Yaml.read(folder.resolve(FILE)).get(0).content());
  }

  List<Path> resources() {
    return paths("resources");
  }

  List<Path> patches() {
    return paths("patchesStrategicMerge");
  }

  List<Path> bases() {
    return paths("bases");
  }

  /** What the resources are before they are patched. */
  List<Manifest> documents() {
    return resources().stream().flatMap(file -> Yaml.read(file).stream()).toList();
  }

  private List<Path> paths(String field) {
    List<Path> paths = new ArrayList<>();
    content.path(field).forEach(path -> paths.add(folder.resolve(path.asText()).normalize()));
    return paths;
  }
}
