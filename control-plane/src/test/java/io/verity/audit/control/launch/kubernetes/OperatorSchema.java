package io.verity.audit.control.launch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * The schemas of the operator's own CRDs, made strict: the API server drops an unknown field in
 * silence, a test must not. The newest operator API that can be had knows Flink up to 1.20, so this
 * adds v2_3 to the versions it takes: that a newer operator takes it is not shown here.
 */
final class OperatorSchema {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final JsonSchema schema;

  OperatorSchema(Kind kind) throws IOException {
    String file = "/META-INF/fabric8/" + kind.name().toLowerCase() + "s.flink.apache.org-v1.yml";
    try (InputStream in = OperatorSchema.class.getResourceAsStream(file)) {
      JsonNode version = YAML.readTree(in).at("/spec/versions/0");
      assertThat(Kind.API_VERSION).endsWith("/" + version.path("name").asText());
      ObjectNode root = (ObjectNode) version.at("/schema/openAPIV3Schema");
      if (kind == Kind.FlinkDeployment) {
        ArrayNode versions = (ArrayNode) root.at("/properties/spec/properties/flinkVersion/enum");
        assertThat(versions.toString()).contains("v1_20").doesNotContain("v2_3");
        versions.add("v2_3");
      }
      refuseUnknown(root);
      this.schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root);
    }
  }

  Set<ValidationMessage> violations(GenericKubernetesResource resource) {
    return violations(YAML.valueToTree(resource.getAdditionalProperties()));
  }

  Set<ValidationMessage> violations(JsonNode specAndStatus) {
    return schema.validate(specAndStatus);
  }

  private static void refuseUnknown(JsonNode node) {
    if (node instanceof ObjectNode object) {
      boolean closed =
          object.path("properties").isObject()
              && !object.has("additionalProperties")
              && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean();
      if (closed && object.path("type").asText().equals("object")) {
        object.put("additionalProperties", false);
      }
    }
    node.forEach(OperatorSchema::refuseUnknown);
  }
}
