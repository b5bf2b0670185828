package io.verity.audit.deploy.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * flink-conf as the patch of a FlinkDeployment: kustomize can't read a file into a resource's map.
 */
final class FlinkConfPatch {

  /** The only key besides logback's that the operator takes. */
  static final String LOG_FILE = "log4j-console.properties";

  static final List<String> DEPLOYMENTS = List.of("audit-ingest", "verity-reports");

  private FlinkConfPatch() {}

  static Path file(String deployment) {
    return Tree.BASE.resolve("flink-conf").resolve(deployment + ".yaml");
  }

  static String text(String deployment) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# Made from flink-conf/ at the top; don't edit. Made again by\n");
    text.append("#   ").append(FlinkConfTest.REGENERATE).append('\n');
    text.append("apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\n");
    text.append("metadata:\n  name: ").append(deployment).append("\n  namespace: verity\n");
    text.append("spec:\n  flinkConfiguration:\n");
    for (Map.Entry<String, String> option : options().entrySet()) {
      text.append("    ").append(option.getKey()).append(": ");
      text.append(Yaml.MAPPER.writeValueAsString(option.getValue()).substring("--- ".length()));
    }
    text.append("  logConfiguration:\n    ").append(LOG_FILE).append(": |\n");
    Files.readAllLines(Tree.FLINK_CONF.resolve("log4j2.properties"))
        .forEach(line -> text.append(line.isBlank() ? "" : "      " + line).append('\n'));
    return text.toString();
  }

  /** Flat, whether the file is or not: the operator's CRD knows nothing nested before 1.13. */
  static Map<String, String> options() throws IOException {
    Map<String, String> options = new TreeMap<>();
    JsonNode file = Yaml.MAPPER.readTree(Tree.FLINK_CONF.resolve("config.yaml").toFile());
    flatten("", file, options);
    return options;
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> options) {
    node.fields()
        .forEachRemaining(
            field -> {
              String key = prefix + field.getKey();
              if (field.getValue().isObject()) {
                flatten(key + ".", field.getValue(), options);
              } else {
                options.put(key, field.getValue().asText());
              }
            });
  }
}
