package io.verity.audit.control.launch.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.verity.audit.control.launch.LaunchException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The operator's resources in one namespace, without the operator's classes. */
final class FlinkResources {

  private final KubernetesClient client;
  private final String namespace;

  FlinkResources(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Null where there is none. */
  GenericKubernetesResource find(Kind kind, String name)
      throws LaunchException, InterruptedException {
    return call(kind, () -> of(kind).withName(name).get());
  }

  List<GenericKubernetesResource> list(Kind kind, Map<String, String> labels)
      throws LaunchException, InterruptedException {
    return call(kind, () -> of(kind).withLabels(labels).list().getItems());
  }

  /** False where there is one of that name. */
  boolean create(Kind kind, GenericKubernetesResource resource)
      throws LaunchException, InterruptedException {
    return call(
        kind,
        () -> {
          try {
            of(kind).resource(resource).create();
            return true;
          } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
              return false;
            }
            throw e;
          }
        });
  }

  void delete(Kind kind, String name) throws LaunchException, InterruptedException {
    call(kind, () -> of(kind).withName(name).delete());
  }

  private NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      of(Kind kind) {
    return client.genericKubernetesResources(kind.definition()).inNamespace(namespace);
  }

  private <T> T call(Kind kind, Supplier<T> action) throws LaunchException, InterruptedException {
    try {
      return action.get();
    } catch (KubernetesClientException e) {
      throw KubernetesErrors.of(kind, namespace, e);
    }
  }
}
