package io.verity.audit.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flink knows the options that it is given, and gets along with the memory. */
class FlinkOptionsTest {

  private static final long MIB = 1 << 20;

  /** Of the base and of the overlays' patches: none of them needs kustomize. */
  static List<Manifest> deployments() {
    return Stream.of(Tree.BASE, Tree.OVERLAYS)
        .flatMap(folder -> Yaml.files(folder).stream())
        .flatMap((Path file) -> Yaml.read(file).stream())
        .filter(manifest -> manifest.kind().equals("FlinkDeployment"))
        .toList();
  }

  static Stream<Manifest> deploymentsWithMemory() {
    return deployments().stream().filter(m -> m.content().path("spec").has("taskManager"));
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void everyOptionIsKnown(Manifest manifest) {
    assertThat(manifest.content().at("/spec/flinkConfiguration").fieldNames())
        .toIterable()
        .allSatisfy(key -> assertThat(FlinkOptions.isKnown(key)).as(key).isTrue());
  }

  @Test
  void aMisspeltOptionIsNot() {
    assertThat(FlinkOptions.isKnown("execution.checkpointing.dir")).isTrue();
    assertThat(FlinkOptions.isKnown("execution.checkpoint.dir")).isFalse();
    assertThat(FlinkOptions.isKnown("kubernetes.operator.job.upgrade.last-state-fallback"))
        .isFalse();
  }

  /** Flink itself reckons; it refuses what is too little. */
  @ParameterizedTest
  @MethodSource("deploymentsWithMemory")
  void theMemoryIsEnough(Manifest manifest) {
    Configuration configuration = new Configuration();
    configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, memory(manifest, "taskManager"));
    configuration.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, memory(manifest, "jobManager"));
    configuration.set(TaskManagerOptions.CPU_CORES, 1.0);
    if (manifest.name().equals("audit-ingest")) {
      configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
    }
    var taskManager = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    assertThat(taskManager.getTaskHeapSize().getBytes()).isGreaterThan(768 * MIB);
    var jobManager = JobManagerProcessUtils.processSpecFromConfig(configuration);
    assertThat(jobManager.getJvmHeapMemorySize().getBytes()).isGreaterThan(768 * MIB);
  }

  private static MemorySize memory(Manifest manifest, String component) {
    JsonNode memory = manifest.content().path("spec").path(component).at("/resource/memory");
    return MemorySize.parse(memory.asText());
  }
}
