package io.verity.audit.deploy.images;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of a compose file that are used here, by the Compose specification; no others. */
final class ComposeKeys {

  private static final Set<String> TOP = Set.of("name", "services", "volumes");
  private static final Set<String> SERVICE =
      Set.of(
          "image",
          "build",
          "command",
          "entrypoint",
          "environment",
          "volumes",
          "ports",
          "depends_on",
          "healthcheck",
          "restart",
          "read_only",
          "tmpfs",
          "profiles",
          "ulimits",
          "extends");
  private static final Map<String, Set<String>> BELOW =
      Map.of(
          "build", Set.of("context", "dockerfile"),
          "healthcheck", Set.of("test", "interval", "timeout", "retries"),
          "extends", Set.of("file", "service"),
          "ulimits", Set.of("nofile"));

  private ComposeKeys() {}

  static List<String> unknown(ComposeFile file) {
    List<String> unknown = new ArrayList<>();
    add(unknown, "", file.content(), TOP);
    file.written().forEach((name, service) -> add(unknown, name, service));
    return unknown;
  }

  private static void add(List<String> unknown, String name, JsonNode service) {
    add(unknown, name, service, SERVICE);
    BELOW.forEach((key, keys) -> add(unknown, name + "." + key, service.path(key), keys));
    for (JsonNode dependency : service.path("depends_on")) {
      add(unknown, name + ".depends_on", dependency, Set.of("condition"));
    }
  }

  private static void add(List<String> unknown, String where, JsonNode node, Set<String> keys) {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                unknown.add(where + "." + key);
              }
            });
  }
}
