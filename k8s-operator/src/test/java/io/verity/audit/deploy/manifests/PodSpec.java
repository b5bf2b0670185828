package io.verity.audit.deploy.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pods that a manifest makes: what their one container is told, and sees. */
record PodSpec(Manifest manifest, JsonNode spec) {

  static List<PodSpec> in(Collection<Manifest> manifests) {
    return manifests.stream()
        .filter(manifest -> manifest.podTemplate().isObject())
        .map(manifest -> new PodSpec(manifest, manifest.podTemplate().path("spec")))
        .toList();
  }

  JsonNode container() {
    return spec.path("containers").path(0);
  }

  String image() {
    String image = container().path("image").asText();
    return image.isEmpty() ? manifest.content().at("/spec/image").asText() : image;
  }

  /** Where a ConfigMap or Secret is mounted, and its name. */
  Map<String, String> mounts(String kind, String nameField) {
    Map<String, String> mounts = new LinkedHashMap<>();
    for (JsonNode mount : container().path("volumeMounts")) {
      for (JsonNode volume : spec.path("volumes")) {
        if (volume.path("name").equals(mount.path("name")) && volume.has(kind)) {
          mounts.put(mount.path("mountPath").asText(), volume.path(kind).path(nameField).asText());
        }
      }
    }
    return mounts;
  }

  /** Of the ConfigMaps, which have to be among the manifests, and what the container adds. */
  Map<String, String> environment(Collection<Manifest> manifests) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (JsonNode from : container().path("envFrom")) {
      String name = from.at("/configMapRef/name").asText();
      manifests.stream()
          .filter(manifest -> manifest.is("ConfigMap", name))
          .forEach(
              map ->
                  map.content()
                      .path("data")
                      .fields()
                      .forEachRemaining(e -> environment.put(e.getKey(), e.getValue().asText())));
    }
    container()
        .path("env")
        .forEach(e -> environment.put(e.path("name").asText(), e.path("value").asText()));
    return environment;
  }
}
