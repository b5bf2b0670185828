package io.verity.audit.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs take the variables that the manifests give them. */
class EnvironmentTest {

  private static final List<Manifest> BASE = Kustomization.in(Tree.BASE).documents();

  private static SampleSecrets secrets;

  @BeforeAll
  static void makeSecrets(@TempDir Path certificates) throws Exception {
    secrets = new SampleSecrets(certificates);
  }

  static Stream<PodSpec> pods() {
    return PodSpec.in(BASE).stream();
  }

  @Test
  void everyVariableIsKnownAndNoneIsMissing() {
    assertThat(EnvironmentRule.problems(BASE)).isEmpty();
  }

  /** With the files of its Secrets and ConfigMaps: so each of them is mounted as well. */
  @ParameterizedTest
  @MethodSource("pods")
  void theProgramReadsThem(PodSpec pod, @TempDir Path files) throws Exception {
    var environment = new Mounted(files, secrets).environment(pod, BASE);
    Program program = Program.of(pod).orElseThrow();
    assertThatCode(() -> program.readEnvironment(environment)).doesNotThrowAnyException();
    for (String value : environment.values()) {
      if (value.startsWith(files.toString())) {
        assertThat(Path.of(value)).as(pod.manifest() + " has the file " + value).exists();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ingest-env.yaml, AUDIT_KAFKA_TOPICS, AUDIT_KAFKA_TOPIC, "
        + "'base/ingest-env.yaml, document 1 (ConfigMap verity-ingest-env): "
        + "$.data.AUDIT_KAFKA_TOPIC: AUDIT_KAFKA_TOPIC is no variable of INGEST'",
    "hold-keeper-env.yaml, HOLDS_CLICKHOUSE_URL, HOLD_CLICKHOUSE_URL, "
        + "'base/hold-keeper-env.yaml, document 1 (ConfigMap verity-hold-keeper-env): "
        + "$.data.HOLD_CLICKHOUSE_URL: HOLD_CLICKHOUSE_URL is no variable of HOLD_KEEPER'",
    "control-plane-env.yaml, CONTROL_OIDC_ISSUER:, REPORTER_S3_ENDPOINT:, "
        + "'base/control-plane.yaml, document 1 (Deployment verity-control-plane): "
        + "CONTROL_PLANE needs CONTROL_OIDC_ISSUER, which is not set'"
  })
  void aWrongNameIsFoundAndSaysWhere(String file, String right, String wrong, String problem)
      throws Exception {
    List<Manifest> manifests = new ArrayList<>(BASE);
    manifests.removeIf(manifest -> manifest.file().equals("base/" + file));
    manifests.addAll(Mistakes.make(file, right, wrong));
    assertThat(EnvironmentRule.problems(manifests)).contains(problem);
  }
}
