package io.verity.audit.deploy.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The files that a pod sees below /etc/verity, made in a folder: those of its ConfigMaps as they
 * are, and for each Secret it mounts the keys that README.md says it has.
 */
final class Mounted {

  private static final String ROOT = "/etc/verity/";

  private final Path folder;
  private final SampleSecrets secrets;

  Mounted(Path folder, SampleSecrets secrets) {
    this.folder = folder;
    this.secrets = secrets;
  }

  /** The pod's variables, with its paths as they are in the folder. */
  Map<String, String> environment(PodSpec pod, Collection<Manifest> manifests) throws IOException {
    for (Map.Entry<String, String> mount : pod.mounts("secret", "secretName").entrySet()) {
      for (String key : SecretsTable.read().getOrDefault(mount.getValue(), Set.of())) {
        write(mount.getKey(), key, secrets.of(key));
      }
    }
    for (Map.Entry<String, String> mount : pod.mounts("configMap", "name").entrySet()) {
      for (Manifest manifest : manifests) {
        if (manifest.is("ConfigMap", mount.getValue())) {
          for (Map.Entry<String, JsonNode> file : manifest.content().path("data").properties()) {
            write(mount.getKey(), file.getKey(), file.getValue().asText());
          }
        }
      }
    }
    Map<String, String> environment = new LinkedHashMap<>();
    pod.environment(manifests)
        .forEach((name, value) -> environment.put(name, value.replace(ROOT, folder + "/")));
    return environment;
  }

  private void write(String mountPath, String name, String content) throws IOException {
    Path file = folder.resolve(mountPath.substring(ROOT.length())).resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
