package io.verity.audit.control.launch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesSettingsFileTest {

  private static final String ALL =
      """
      namespace: reports
      instance: test
      start_within: PT10M
      keep_finished: PT1H
      session:
        cluster: verity-session
        jar: https://jars.example.org/report-batch-job.jar
        entry_class: io.verity.audit.report.ReportJob
        parallelism: 2
      application:
        above: P120D
        image: registry.example.org/verity/report-batch:0.1.0
        jar: local:///opt/flink/usrlib/report-batch-job.jar
        entry_class: io.verity.audit.report.ReportJob
        parallelism: 4
        flink_version: v2_3
        service_account: verity-report
        job_manager: {memory: 1536m, cpu: 0.5}
        task_manager: {memory: 4Gi, cpu: 2}
        job_manager_kept: PT10M
        secrets: [verity-passwords]
        config_maps: [verity-reporter]
        configuration:
          taskmanager.memory.managed.fraction: "0.5"
      """;

  @TempDir private Path folder;

  @Test
  void readsAll() throws Exception {
    assertThat(read(ALL)).isEqualTo(KubernetesExamples.SETTINGS);
  }

  @Test
  void readsTheSessionClusterAlone() throws Exception {
    assertThat(read(ALL.substring(0, ALL.indexOf("application:"))).application()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "namespace: reports | namespce: reports | the namespace is not given",
        "'{memory: 4Gi, cpu: 2}' | '{memory: 4Gi, cpu: 2, gpu: 1}' | gpu",
        "namespace: reports | namespace: Reports | the namespace is not lower-case",
        "instance: test |  | the name of this control plane is not given",
        "image: registry.example.org/verity/report-batch:0.1.0 |  | the image is not given",
        "parallelism: 2 | parallelism: 0 | the parallelism is below 1",
        "parallelism: 2 | parallelism: two | session: parallelism",
        "parallelism: 2 |  | parallelism",
        "start_within: PT10M | start_within: ten | start_within",
        "{memory: 4Gi, cpu: 2} | {memory: 4GB, cpu: 2} | not an amount of memory",
        "namespace: reports | 'a: [' | is not YAML"
      })
  void saysWhatToMend(String right, String wrong, String message) {
    String text = ALL.replaceFirst(Pattern.quote(right), wrong == null ? "" : wrong);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text))
        .withMessageContaining("kubernetes.yaml")
        .withMessageContaining(message);
  }

  @Test
  void saysThatTheFileIsMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KubernetesSettingsFile.read(folder.resolve("none.yaml")))
        .withMessageContaining("none.yaml");
  }

  private KubernetesSettings read(String text) throws Exception {
    return KubernetesSettingsFile.read(Files.writeString(folder.resolve("kubernetes.yaml"), text));
  }
}
