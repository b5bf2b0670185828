package io.verity.audit.control.launch.kubernetes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server refuses to create. */
@EnableKubernetesMockClient(https = false)
class KubernetesErrorsTest {

  private static final String PATH =
      "/apis/flink.apache.org/v1beta1/namespaces/reports/flinksessionjobs";

  private KubernetesMockServer server;
  private KubernetesClient client;

  @ParameterizedTest
  @CsvSource({
    "404, false, is Flink's operator installed",
    "422, false, Kubernetes refuses a FlinkSessionJob in namespace reports: for a reason",
    "400, false, for a reason",
    "403, true, does not let the control plane use FlinkSessionJob",
    "429, true, for a reason",
    "500, true, for a reason"
  })
  void saysWhetherItMayPass(int code, boolean passing, String message) {
    server
        .expect()
        .post()
        .withPath(PATH)
        .andReturn(code, new StatusBuilder().withCode(code).withMessage("for a\nreason").build())
        .always();
    KubernetesLauncher launcher =
        new KubernetesLauncher(
            KubernetesExamples.SETTINGS,
            KubernetesLauncher.client(client.getConfiguration()),
            Clock.systemUTC());
    LaunchRequest request = new LaunchRequest(UUID.randomUUID(), 1, "gdpr", Duration.ofDays(92));
    assertThatThrownBy(() -> launcher.launch(request))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining(message)
        .hasFieldOrPropertyWithValue("transientFailure", passing);
  }
}
