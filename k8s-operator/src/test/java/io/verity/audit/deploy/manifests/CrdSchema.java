package io.verity.audit.deploy.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The schemas of the operator's own CRDs, made strict: the API server drops an unknown field in
 * silence, a test must not. Maven serves those of operator 1.10, which knows Flink up to 1.20: this
 * adds v2_3 to them. {@code -Dverity.crds=FOLDER} takes another release's, from its Helm chart, and
 * leaves them as they are.
 */
final class CrdSchema {

  static final String FOLDER = "verity.crds";

  private CrdSchema() {}

  static ObjectNode of(String kind) {
    String file = kind.toLowerCase() + "s.flink.apache.org-v1.yml";
    try (InputStream in = open(file)) {
      JsonNode version = Yaml.MAPPER.readTree(in).at("/spec/versions/0");
      ObjectNode root = (ObjectNode) version.at("/schema/openAPIV3Schema");
      if (System.getProperty(FOLDER) == null && kind.equals("FlinkDeployment")) {
        addFlink23(root);
      }
      Strictness.refuseUnknown(root);
      addObjectFields(root);
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String file) throws IOException {
    String folder = System.getProperty(FOLDER);
    return folder == null
        ? CrdSchema.class.getResourceAsStream("/META-INF/fabric8/" + file)
        : Files.newInputStream(Path.of(folder, file));
  }

  private static void addFlink23(ObjectNode root) {
    ArrayNode versions = (ArrayNode) root.at("/properties/spec/properties/flinkVersion/enum");
    if (!versions.toString().contains("v2_3")) {
      versions.add("v2_3");
    }
  }

  /** What every object has; a CRD does not repeat it. */
  private static void addObjectFields(ObjectNode root) {
    root.put("additionalProperties", false);
    ObjectNode properties = (ObjectNode) root.path("properties");
    properties.putObject("apiVersion").put("type", "string");
    properties.putObject("kind").put("type", "string");
    ObjectNode metadata = ClassSchema.of(io.kubernetes.client.openapi.models.V1ObjectMeta.class);
    root.set("$defs", metadata.remove("$defs"));
    properties.set("metadata", metadata);
    root.putArray("required").add("apiVersion").add("kind").add("metadata").add("spec");
  }
}
