package io.verity.audit.control.launch.kubernetes;

import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Plays Flink's operator through the same API server: on a thread of its own it writes what the
 * test lays down as the status of each resource. Everything it meets and writes is held against the
 * CRDs.
 */
final class FakeOperator implements AutoCloseable {

  private final KubernetesClient client;
  private final String namespace;
  private final Map<Kind, OperatorSchema> schemas = new EnumMap<>(Kind.class);
  private final Map<String, Map<String, Object>> statuses = new ConcurrentHashMap<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::work, "fake-operator");
  private volatile boolean closed;

  FakeOperator(KubernetesClient client, String namespace) throws IOException {
    this.client = client;
    this.namespace = namespace;
    for (Kind kind : Kind.values()) {
      schemas.put(kind, new OperatorSchema(kind));
    }
    thread.start();
  }

  /** From now on, for the resource of that name. */
  void says(String name, Map<String, Object> status) {
    statuses.put(name, status);
  }

  void vanish(Kind kind, String name) {
    statuses.remove(name);
    client
        .genericKubernetesResources(kind.definition())
        .inNamespace(namespace)
        .withName(name)
        .delete();
  }

  List<String> violations() {
    return new ArrayList<>(violations);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }

  private void work() {
    try {
      while (!closed) {
        for (Kind kind : Kind.values()) {
          client
              .genericKubernetesResources(kind.definition())
              .inNamespace(namespace)
              .list()
              .getItems()
              .forEach(resource -> reconcile(kind, resource));
        }
        Thread.sleep(20);
      }
    } catch (InterruptedException | RuntimeException e) {
      violations.add("the fake operator died: " + e);
    }
  }

  private void reconcile(Kind kind, GenericKubernetesResource resource) {
    check(kind, resource);
    Map<String, Object> status = statuses.get(resource.getMetadata().getName());
    if (status != null && !status.equals(resource.getAdditionalProperties().get("status"))) {
      resource.setAdditionalProperty("status", status);
      check(kind, resource);
      client
          .genericKubernetesResources(kind.definition())
          .inNamespace(namespace)
          .withName(resource.getMetadata().getName())
          .editStatus(
              current -> {
                current.setAdditionalProperty("status", status);
                return current;
              });
    }
  }

  private void check(Kind kind, GenericKubernetesResource resource) {
    for (ValidationMessage message : schemas.get(kind).violations(resource)) {
      violations.add(resource.getMetadata().getName() + ": " + message);
    }
  }
}
