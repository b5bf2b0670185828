package io.verity.audit.control.launch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.verity.audit.control.launch.LaunchRequest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** That what checks the manifests can fail. */
class OperatorSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource(Kind.class)
  void takesWhatTheLauncherWrites(Kind kind) throws Exception {
    assertThat(new OperatorSchema(kind).violations(manifest(kind))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "FlinkSessionJob, /spec, deploymentname",
    "FlinkSessionJob, /spec/job, mainClass",
    "FlinkDeployment, /spec, flinkversion",
    "FlinkDeployment, /spec/jobManager/resource, cores",
    "FlinkDeployment, /spec/podTemplate/spec, container",
    "FlinkDeployment, /spec/podTemplate/spec/containers/0, environment",
    "FlinkDeployment, /spec/podTemplate/spec/containers/0/envFrom/0, secret"
  })
  void refusesAFieldThatIsNotInTheCrd(Kind kind, String where, String field) throws Exception {
    ObjectNode wrong = JSON.valueToTree(manifest(kind).getAdditionalProperties());
    ((ObjectNode) wrong.at(where)).put(field, "x");
    assertThat(new OperatorSchema(kind).violations(wrong)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "FlinkSessionJob, /spec/job, upgradeMode, none",
    "FlinkDeployment, /spec, flinkVersion, v9_9",
    "FlinkDeployment, /spec, mode, session"
  })
  void refusesAValueThatIsNotInTheCrd(Kind kind, String where, String field, String value)
      throws Exception {
    ObjectNode wrong = JSON.valueToTree(manifest(kind).getAdditionalProperties());
    ((ObjectNode) wrong.at(where)).put(field, value);
    assertThat(new OperatorSchema(kind).violations(wrong)).hasSize(1);
  }

  private static GenericKubernetesResource manifest(Kind kind) {
    KubernetesSettings settings = KubernetesExamples.SETTINGS;
    Identity identity = new Identity(settings.namespace(), settings.instance());
    return new Manifests(settings, identity)
        .of(kind, new LaunchRequest(UUID.randomUUID(), 3, "gdpr", Duration.ofDays(92)));
  }
}
