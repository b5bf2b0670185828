package io.verity.audit.deploy.manifests;

import io.verity.audit.service.EnvironmentOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every variable is one that the program knows, and each that it needs is set. */
final class EnvironmentRule {

  /** Of log4j2.properties in flink-conf. */
  private static final Set<String> OTHERS = Set.of("ROOT_LOG_LEVEL");

  private EnvironmentRule() {}

  static List<String> problems(Collection<Manifest> manifests) {
    List<String> problems = new ArrayList<>();
    PodSpec.in(manifests).forEach(pod -> problems.addAll(problems(pod, manifests)));
    return problems;
  }

  private static List<String> problems(PodSpec pod, Collection<Manifest> manifests) {
    Optional<Program> program = Program.of(pod);
    if (program.isEmpty()) {
      return List.of(pod.manifest() + ": runs no program of ours: " + pod.image());
    }
    Map<String, String> environment = pod.environment(manifests);
    List<EnvironmentOption> options = program.get().options();
    Set<String> known = options.stream().map(EnvironmentOption::name).collect(Collectors.toSet());
    List<String> problems = new ArrayList<>();
    environment.keySet().stream()
        .filter(name -> !known.contains(name) && !OTHERS.contains(name))
        .forEach(
            name ->
                problems.add(
                    "%s: %s is no variable of %s"
                        .formatted(where(pod, name, manifests), name, program.get())));
    options.stream()
        .filter(option -> option.defaultValue().isEmpty())
        .filter(option -> environment.getOrDefault(option.name(), "").isBlank())
        .forEach(
            option ->
                problems.add(
                    "%s: %s needs %s, which is not set"
                        .formatted(pod.manifest(), program.get(), option.name())));
    return problems;
  }

  /** The ConfigMap that has it, with its path, or else the pod. */
  private static String where(PodSpec pod, String name, Collection<Manifest> manifests) {
    return manifests.stream()
        .filter(manifest -> manifest.kind().equals("ConfigMap"))
        .filter(
            manifest ->
                pod.container().path("envFrom").toString().contains("\"" + manifest.name() + "\""))
        .filter(manifest -> manifest.content().path("data").has(name))
        .findFirst()
        .map(manifest -> manifest + ": $.data." + name)
        .orElse(pod.manifest() + ": $..containers[0].env");
  }
}
