package io.verity.audit.control.launch.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.verity.audit.control.launch.LaunchRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The resources as they are written. */
final class Manifests {

  private final KubernetesSettings settings;
  private final Identity identity;

  Manifests(KubernetesSettings settings, Identity identity) {
    this.settings = settings;
    this.identity = identity;
  }

  GenericKubernetesResource of(Kind kind, LaunchRequest request) {
    GenericKubernetesResource resource = new GenericKubernetesResource();
    resource.setApiVersion(Kind.API_VERSION);
    resource.setKind(kind.name());
    resource.setMetadata(identity.metadata(request));
    resource.setAdditionalProperty(
        "spec", kind == Kind.FlinkDeployment ? application(request) : sessionJob(request));
    return resource;
  }

  private Map<String, Object> sessionJob(LaunchRequest request) {
    SessionSettings session = settings.session();
    return Map.of(
        "deploymentName",
        session.cluster(),
        "job",
        job(session.jar(), session.entryClass(), session.parallelism(), request));
  }

  private Map<String, Object> application(LaunchRequest request) {
    ApplicationSettings application = settings.application();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("image", application.image());
    spec.put("flinkVersion", application.flinkVersion());
    spec.put("serviceAccount", application.serviceAccount());
    spec.put("mode", "native");
    spec.put("flinkConfiguration", configuration(application));
    spec.put("podTemplate", podTemplate(application));
    spec.put("jobManager", Map.of("resource", size(application.jobManager())));
    spec.put("taskManager", Map.of("resource", size(application.taskManager())));
    spec.put(
        "job",
        job(application.jar(), application.entryClass(), application.parallelism(), request));
    return spec;
  }

  /** Without state: a report is made from its start, in another attempt, or not at all. */
  private static Map<String, Object> job(
      URI jar, String entryClass, int parallelism, LaunchRequest request) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("jarURI", jar.toString());
    job.put("entryClass", entryClass);
    job.put("args", request.arguments());
    job.put("parallelism", parallelism);
    job.put("upgradeMode", "stateless");
    job.put("state", "running");
    return job;
  }

  private static Map<String, String> configuration(ApplicationSettings application) {
    Map<String, String> configuration = new LinkedHashMap<>(application.configuration());
    configuration.putIfAbsent(
        "taskmanager.numberOfTaskSlots", Integer.toString(application.parallelism()));
    configuration.put(
        "kubernetes.operator.jm-deployment.shutdown-ttl",
        application.jobManagerKept().toSeconds() + " s");
    // a second driver for the same attempt is none the queue knows of: it starts another attempt
    configuration.put("kubernetes.operator.jm-deployment-recovery.enabled", "false");
    configuration.put("kubernetes.operator.job.restart.failed", "false");
    return configuration;
  }

  /** As confined as a namespace can ask for (Pod Security Standards, "restricted"). */
  private static Map<String, Object> podTemplate(ApplicationSettings application) {
    List<Object> environment = new ArrayList<>();
    application
        .configMaps()
        .forEach(name -> environment.add(Map.of("configMapRef", Map.of("name", name))));
    application
        .secrets()
        .forEach(name -> environment.add(Map.of("secretRef", Map.of("name", name))));
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", "flink-main-container");
    container.put("envFrom", environment);
    container.put(
        "securityContext",
        Map.of("allowPrivilegeEscalation", false, "capabilities", Map.of("drop", List.of("ALL"))));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put(
        "securityContext",
        Map.of("runAsNonRoot", true, "seccompProfile", Map.of("type", "RuntimeDefault")));
    spec.put("containers", List.of(container));
    return Map.of("spec", spec);
  }

  private static Map<String, Object> size(PodSize size) {
    return Map.of("memory", size.memory(), "cpu", size.cpu());
  }
}
