package io.verity.audit.control.launch.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.verity.audit.control.launch.LaunchRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an attempt's resource is called, the same for each replica, and how it is told that it is
 * ours: nothing else is ever changed or removed.
 */
record Identity(String namespace, String instance) {

  /** Flink derives names of its own from a cluster's, and Kubernetes takes 63 characters. */
  static final int LONGEST_NAME = 45;

  static final String RUN_ID = "verity.io/run-id";
  static final String ATTEMPT = "verity.io/attempt";

  static String name(LaunchRequest request) {
    String name = "vr-" + request.runId().toString().replace("-", "") + "-" + request.attempt();
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("more attempts than a name can count: " + name);
    }
    return name;
  }

  /** Of all that this control plane ever wrote. */
  Map<String, String> ownerLabels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("app.kubernetes.io/name", "verity-report");
    labels.put("app.kubernetes.io/instance", instance);
    labels.put("app.kubernetes.io/part-of", "verity-audit");
    labels.put("app.kubernetes.io/managed-by", "verity-control-plane");
    return labels;
  }

  ObjectMeta metadata(LaunchRequest request) {
    return new ObjectMetaBuilder()
        .withName(name(request))
        .withNamespace(namespace)
        .withLabels(labels(request))
        .build();
  }

  boolean owns(HasMetadata resource, LaunchRequest request) {
    Map<String, String> labels = resource.getMetadata().getLabels();
    return labels != null && labels.entrySet().containsAll(labels(request).entrySet());
  }

  private Map<String, String> labels(LaunchRequest request) {
    Map<String, String> labels = ownerLabels();
    labels.put(RUN_ID, request.runId().toString());
    labels.put(ATTEMPT, Integer.toString(request.attempt()));
    return labels;
  }
}
