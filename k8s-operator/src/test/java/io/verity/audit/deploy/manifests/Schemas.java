package io.verity.audit.deploy.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether documents are what the API server, and the operators, take. */
final class Schemas {

  private static final Map<String, Class<?>> MODELS =
      Map.ofEntries(
          Map.entry("v1 Namespace", V1Namespace.class),
          Map.entry("v1 ConfigMap", V1ConfigMap.class),
          Map.entry("v1 Service", V1Service.class),
          Map.entry("v1 ServiceAccount", V1ServiceAccount.class),
          Map.entry("apps/v1 Deployment", V1Deployment.class),
          Map.entry("policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class),
          Map.entry("networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class),
          Map.entry("rbac.authorization.k8s.io/v1 Role", V1Role.class),
          Map.entry("rbac.authorization.k8s.io/v1 RoleBinding", V1RoleBinding.class),
          Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
          Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class));

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  /** One each, since the schema of a FlinkDeployment takes a while to make. */
  private static final Schemas DOCUMENTS = new Schemas(false);

  private static final Schemas PATCHES = new Schemas(true);

  private final boolean parts;
  private final Map<String, JsonSchema> schemas = new HashMap<>();

  private Schemas(boolean parts) {
    this.parts = parts;
  }

  static Schemas ofDocuments() {
    return DOCUMENTS;
  }

  /** A patch has whatever fields it changes; what it has must be right. */
  static Schemas ofPatches() {
    return PATCHES;
  }

  /** One line each: file, document, path, and what is wrong there. */
  List<String> problems(Manifest manifest) {
    String type = manifest.apiVersion() + " " + manifest.kind();
    JsonSchema schema = schemas.computeIfAbsent(type, this::schema);
    if (schema == null) {
      return List.of(manifest + ": no schema is known for " + type);
    }
    return schema.validate(manifest.content()).stream()
        .map(violation -> manifest + ": " + violation.getMessage())
        .sorted()
        .toList();
  }

  private JsonSchema schema(String type) {
    ObjectNode node;
    if (MODELS.containsKey(type)) {
      node = ClassSchema.of(MODELS.get(type));
    } else if (type.startsWith("flink.apache.org/v1beta1 Flink")) {
      node = CrdSchema.of(type.substring(type.indexOf(' ') + 1));
    } else {
      return null;
    }
    if (parts) {
      Strictness.requireNothing(node);
    }
    return FACTORY.getSchema(node);
  }
}
