package io.verity.audit.collect.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Terraform state of version 4, as it stands but for its secrets: sensitive outputs, what {@code
 * sensitive_attributes} name, what a provider keeps for itself, and what the type of a resource
 * says is one, since a state marks only what the configuration did.
 */
final class TerraformState {

  private static final int VERSION = 4;

  private static final Pattern SECRET_TYPE =
      Pattern.compile(
          ".*(password|secret|token|credential|private_key|access_key|account_key|ssm_parameter"
              + "|parameter_store).*");

  private static final Set<String> SECRET_ATTRIBUTES =
      Set.of(
          "value",
          "result",
          "data",
          "data_json",
          "bcrypt_hash",
          "string_data",
          "binary_data",
          "data_wo",
          "plaintext_value",
          "encrypted_value",
          "insecure_value",
          "key",
          "content");

  private TerraformState() {}

  static boolean isOne(JsonNode tree) {
    return tree.has("terraform_version") && (tree.has("serial") || tree.has("format_version"));
  }

  /**
   * @throws IOException saying why it is none
   */
  static JsonNode read(JsonNode tree, Redactor redactor) throws IOException {
    if (tree.has("format_version")) {
      throw new IOException(
          "is what `terraform show -json` prints, which marks no secrets; give the state itself");
    }
    if (tree.has("encrypted_data")) {
      throw new IOException("is an encrypted Terraform state");
    }
    if (!tree.path("version").isIntegralNumber() || !tree.path("resources").isArray()) {
      throw new IOException("is no Terraform state: version and resources are missing");
    }
    if (tree.path("version").intValue() != VERSION) {
      throw new IOException(
          "is a Terraform state of version %s; only version 4 can be read"
              .formatted(tree.path("version").asText()));
    }
    ObjectNode state = tree.deepCopy();
    for (JsonNode output : state.path("outputs")) {
      if (output.path("sensitive").asBoolean() && output.has("value")) {
        ((ObjectNode) output).set("value", redactor.all(output.path("value")));
      }
    }
    for (JsonNode resource : state.path("resources")) {
      for (JsonNode instance : resource.path("instances")) {
        instance(resource.path("type").asText(), instance, redactor);
      }
    }
    return redactor.tree(state);
  }

  private static void instance(String type, JsonNode instance, Redactor redactor)
      throws IOException {
    if (!(instance instanceof ObjectNode object)) {
      throw new IOException("is no Terraform state: an instance of a resource is no object");
    }
    if (object.has("private")) {
      object.set("private", redactor.all(object.path("private")));
    }
    JsonNode sensitive = object.path("sensitive_attributes");
    for (JsonNode path : sensitive) {
      if (!path.isArray()) {
        throw new IOException("is no Terraform state: a sensitive attribute is no path");
      }
      object.set("attributes", without(object.path("attributes"), path, 0, redactor));
    }
    if (SECRET_TYPE.matcher(type).matches()) {
      for (Map.Entry<String, JsonNode> field : object.path("attributes").properties()) {
        if (SECRET_ATTRIBUTES.contains(field.getKey())) {
          field.setValue(redactor.all(field.getValue()));
        }
      }
    }
  }

  /** A step that leads nowhere takes out all that it starts from. */
  private static JsonNode without(JsonNode node, JsonNode path, int step, Redactor redactor) {
    if (step == path.size() || node.isValueNode()) {
      return redactor.all(node);
    }
    JsonNode value = path.path(step).path("value");
    JsonNode index = value.isObject() ? value.path("value") : value;
    if (node instanceof ObjectNode object && index.isTextual()) {
      if (object.has(index.textValue())) {
        JsonNode child = object.path(index.textValue());
        object.set(index.textValue(), without(child, path, step + 1, redactor));
      }
      return object;
    }
    if (node instanceof ArrayNode array
        && index.isIntegralNumber()
        && array.has(index.intValue())) {
      JsonNode child = array.path(index.intValue());
      array.set(index.intValue(), without(child, path, step + 1, redactor));
      return array;
    }
    return redactor.all(node);
  }
}
