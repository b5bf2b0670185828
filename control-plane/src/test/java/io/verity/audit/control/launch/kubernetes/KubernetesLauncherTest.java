package io.verity.audit.control.launch.kubernetes;

import static io.verity.audit.control.launch.kubernetes.KubernetesExamples.APPLICATION;
import static io.verity.audit.control.launch.kubernetes.KubernetesExamples.NAMESPACE;
import static io.verity.audit.control.launch.kubernetes.KubernetesExamples.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.verity.audit.control.launch.LaunchException;
import io.verity.audit.control.launch.LaunchRequest;
import io.verity.audit.control.launch.LaunchState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against fabric8's API server, with the operator played by {@link FakeOperator}. */
@EnableKubernetesMockClient(crud = true, https = false)
class KubernetesLauncherTest {

  private static final Duration QUARTER = Duration.ofDays(92);
  private static final Duration YEAR = Duration.ofDays(365);

  private KubernetesMockServer server;
  private KubernetesClient client;

  private final Clock clock = new MovedClock();
  private Duration moved = Duration.ZERO;
  private FakeOperator operator;
  private KubernetesLauncher launcher;

  @BeforeEach
  void start() throws Exception {
    for (Kind kind : Kind.values()) {
      server.expectCustomResource(
          new CustomResourceDefinitionContext.Builder()
              .withGroup("flink.apache.org")
              .withVersion("v1beta1")
              .withKind(kind.name())
              .withPlural(kind.definition().getPlural())
              .withScope("Namespaced")
              .build());
    }
    operator = new FakeOperator(client, NAMESPACE);
    launcher = new KubernetesLauncher(SETTINGS, client, clock);
  }

  @AfterEach
  void stop() throws Exception {
    operator.close();
    assertThat(operator.violations()).as("of the operator's CRDs").isEmpty();
  }

  @Test
  void aQuarterBecomesASessionJob() throws Exception {
    LaunchRequest request = request(QUARTER);
    assertThat(launcher.state(request)).isEqualTo(LaunchState.UNKNOWN);
    launcher.launch(request);
    GenericKubernetesResource made = only(Kind.FlinkSessionJob);
    assertThat(all(Kind.FlinkDeployment)).isEmpty();
    assertThat(made.getMetadata().getName())
        .isEqualTo("vr-" + request.runId().toString().replace("-", "") + "-1")
        .hasSizeLessThanOrEqualTo(45);
    assertThat(made.getMetadata().getLabels())
        .containsEntry("verity.io/run-id", request.runId().toString())
        .containsEntry("app.kubernetes.io/managed-by", "verity-control-plane");
    assertThat(made.<String>get("spec", "deploymentName")).isEqualTo("verity-session");
    assertThat(made.<List<String>>get("spec", "job", "args"))
        .containsExactly("--run-id", request.runId().toString(), "--attempt", "1");
    assertThat(launcher.state(request)).isEqualTo(LaunchState.RUNNING);
    says(request, job("RUNNING"));
    awaitState(request, LaunchState.RUNNING);
    says(request, job("FINISHED"));
    awaitState(request, LaunchState.ENDED);
    launcher.cleanUp(request);
    assertThat(all(Kind.FlinkSessionJob)).isEmpty();
    assertThat(launcher.state(request)).isEqualTo(LaunchState.UNKNOWN);
    launcher.cleanUp(request);
  }

  @Test
  void aYearBecomesAClusterOfItsOwn() throws Exception {
    LaunchRequest request = request(YEAR);
    launcher.launch(request);
    GenericKubernetesResource made = only(Kind.FlinkDeployment);
    assertThat(all(Kind.FlinkSessionJob)).isEmpty();
    assertThat(made.<Map<String, String>>get("spec", "flinkConfiguration"))
        .containsEntry("kubernetes.operator.jm-deployment.shutdown-ttl", "600 s")
        .containsEntry("taskmanager.memory.managed.fraction", "0.5");
    assertThat(made.<List<?>>get("spec", "podTemplate", "spec", "containers", 0, "envFrom"))
        .hasToString(
            "[{configMapRef={name=verity-reporter}}, {secretRef={name=verity-passwords}}]");
    assertThat(made.<Boolean>get("spec", "podTemplate", "spec", "securityContext", "runAsNonRoot"))
        .isTrue();
    says(request, Map.of("jobManagerDeploymentStatus", "DEPLOYING", "lifecycleState", "DEPLOYED"));
    awaitState(request, LaunchState.RUNNING);
    says(request, job("FINISHED"));
    awaitState(request, LaunchState.ENDED);
    launcher.cleanUp(request);
    assertThat(all(Kind.FlinkDeployment)).isEmpty();
  }

  @Test
  void twoReplicasMakeOneResource() throws Exception {
    LaunchRequest request = request(QUARTER);
    KubernetesLauncher other = new KubernetesLauncher(SETTINGS, client, clock);
    launcher.launch(request);
    other.launch(request);
    launcher.launch(request);
    String uid = only(Kind.FlinkSessionJob).getMetadata().getUid();
    LaunchRequest next = new LaunchRequest(request.runId(), 2, "gdpr", QUARTER);
    launcher.launch(next);
    assertThat(all(Kind.FlinkSessionJob)).hasSize(2).anyMatch(r -> uid(r).equals(uid));
  }

  @Test
  void anotherSettingDoesNotMakeItTwice() throws Exception {
    LaunchRequest request = request(YEAR);
    launcher.launch(request);
    ApplicationSettings longer =
        new ApplicationSettings(
            Duration.ofDays(400),
            APPLICATION.image(),
            APPLICATION.jar(),
            APPLICATION.entryClass(),
            1,
            APPLICATION.flinkVersion(),
            APPLICATION.serviceAccount(),
            APPLICATION.jobManager(),
            APPLICATION.taskManager(),
            APPLICATION.jobManagerKept(),
            List.of(),
            List.of(),
            Map.of());
    KubernetesLauncher restarted =
        new KubernetesLauncher(
            new KubernetesSettings(
                NAMESPACE,
                "test",
                SETTINGS.session(),
                longer,
                SETTINGS.startWithin(),
                SETTINGS.keepFinished()),
            client,
            clock);
    restarted.launch(request);
    assertThat(all(Kind.FlinkSessionJob)).isEmpty();
    restarted.cancel(request);
    assertThat(all(Kind.FlinkDeployment)).isEmpty();
  }

  @Test
  void tellsWhyAJobFailed() throws Exception {
    LaunchRequest request = launched(QUARTER);
    says(
        request,
        Map.of(
            "jobStatus",
            Map.of("state", "FAILED"),
            "lifecycleState",
            "FAILED",
            "error",
            "{\"type\":\"a.SerializedThrowable\",\"message\":\"a.B: outer\",\"throwableList\":["
                + "{\"type\":\"a.C\",\"message\":\"a.C: middle\"},"
                + "{\"type\":\"a.D\",\"message\":\"PostgreSQL is\\ndown\"}]}"));
    awaitState(request, LaunchState.failed("the Flink job failed: PostgreSQL is down"));
  }

  @Test
  void tellsWhatTheOperatorRefuses() throws Exception {
    LaunchRequest request = launched(YEAR);
    says(
        request,
        Map.of("lifecycleState", "FAILED", "error", "Flink version v2_3 is not supported"));
    awaitState(
        request,
        LaunchState.failed("the Flink operator refuses it: Flink version v2_3 is not supported"));
  }

  @Test
  void anErrorMayPass() throws Exception {
    LaunchRequest request = launched(YEAR);
    says(
        request,
        Map.of(
            "jobManagerDeploymentStatus", "ERROR",
            "lifecycleState", "DEPLOYED",
            "error", "{\"type\":\"x\",\"message\":\"Back-off pulling image\"}"));
    awaitObserved(Kind.FlinkDeployment);
    assertThat(launcher.state(request)).isEqualTo(LaunchState.RUNNING);
    moved = Duration.ofMinutes(9);
    assertThat(launcher.state(request)).isEqualTo(LaunchState.RUNNING);
    moved = Duration.ofMinutes(11);
    assertThat(launcher.state(request))
        .isEqualTo(LaunchState.failed("the Flink operator can't run it: Back-off pulling image"));
    says(request, job("RUNNING"));
    awaitState(request, LaunchState.RUNNING);
    moved = Duration.ofMinutes(30);
    assertThat(launcher.state(request)).isEqualTo(LaunchState.RUNNING);
  }

  @Test
  void waitsForNoOperatorThatIsNotThere() throws Exception {
    LaunchRequest request = launched(QUARTER);
    assertThat(launcher.state(request)).isEqualTo(LaunchState.RUNNING);
    moved = Duration.ofMinutes(11);
    assertThat(launcher.state(request).reason())
        .contains("the Flink operator has not started it")
        .contains(NAMESPACE);
  }

  @Test
  void aJobTheOperatorLosesDoesNotRunForEver() throws Exception {
    LaunchRequest request = launched(QUARTER);
    says(request, job("RECONCILING"));
    awaitObserved(Kind.FlinkSessionJob);
    assertThat(launcher.state(request)).isEqualTo(LaunchState.RUNNING);
    moved = Duration.ofMinutes(11);
    assertThat(launcher.state(request).reason()).contains("does not find its job any more");
  }

  @Test
  void aResourceDeletedBehindOurBackIsUnknown() throws Exception {
    LaunchRequest request = launched(QUARTER);
    operator.vanish(Kind.FlinkSessionJob, Identity.name(request));
    assertThat(launcher.state(request)).isEqualTo(LaunchState.UNKNOWN);
  }

  @Test
  void cancelDeletes() throws Exception {
    LaunchRequest request = launched(QUARTER);
    says(request, job("CANCELED"));
    awaitState(request, LaunchState.failed("was cancelled"));
    launcher.cancel(request);
    assertThat(all(Kind.FlinkSessionJob)).isEmpty();
    launcher.cancel(request);
  }

  @Test
  void touchesNothingOfOthers() throws Exception {
    LaunchRequest request = request(QUARTER);
    KubernetesLauncher stranger = new KubernetesLauncher(settings("other"), client, clock);
    stranger.launch(request);
    assertThatThrownBy(() -> launcher.launch(request))
        .isInstanceOfSatisfying(LaunchException.class, e -> assertThat(e.isTransient()).isFalse())
        .hasMessageContaining("not of this control plane");
    assertThat(launcher.state(request)).isEqualTo(LaunchState.UNKNOWN);
    says(request, job("FINISHED"));
    await().until(() -> stranger.state(request).equals(LaunchState.ENDED));
    launcher.cancel(request);
    moved = Duration.ofDays(1);
    launcher.cleanUp(request);
    assertThat(all(Kind.FlinkSessionJob)).hasSize(1);
  }

  @Test
  void sweepsWhatDeadReplicasHaveLeft() throws Exception {
    LaunchRequest finished = launched(QUARTER);
    LaunchRequest failed = launched(YEAR);
    LaunchRequest running = launched(QUARTER);
    says(finished, job("FINISHED"));
    says(failed, job("FAILED"));
    says(running, job("RUNNING"));
    awaitState(finished, LaunchState.ENDED);
    await().until(() -> !launcher.state(failed).equals(LaunchState.RUNNING));
    launcher.sweep();
    assertThat(all(Kind.FlinkSessionJob)).as("too young").hasSize(2);
    moved = Duration.ofHours(2);
    launcher.cleanUp(request(QUARTER));
    assertThat(only(Kind.FlinkSessionJob).getMetadata().getName())
        .isEqualTo(Identity.name(running));
    assertThat(all(Kind.FlinkDeployment)).isEmpty();
  }

  @Test
  void saysThatKubernetesIsGone() throws Exception {
    LaunchRequest request = launched(QUARTER);
    operator.close();
    server.destroy();
    KubernetesClient quick = KubernetesLauncher.client(client.getConfiguration());
    KubernetesLauncher alone = new KubernetesLauncher(SETTINGS, quick, clock);
    assertThatThrownBy(() -> alone.state(request))
        .isInstanceOfSatisfying(LaunchException.class, e -> assertThat(e.isTransient()).isTrue())
        .hasMessageContaining("Kubernetes can't be reached");
  }

  private static KubernetesSettings settings(String instance) {
    return new KubernetesSettings(
        NAMESPACE,
        instance,
        SETTINGS.session(),
        SETTINGS.application(),
        SETTINGS.startWithin(),
        SETTINGS.keepFinished());
  }

  private LaunchRequest launched(Duration period) throws Exception {
    LaunchRequest request = request(period);
    launcher.launch(request);
    return request;
  }

  private static LaunchRequest request(Duration period) {
    return new LaunchRequest(UUID.randomUUID(), 1, "gdpr", period);
  }

  private void says(LaunchRequest request, Map<String, Object> status) {
    operator.says(Identity.name(request), status);
  }

  private static Map<String, Object> job(String state) {
    return Map.of("jobStatus", Map.of("state", state), "lifecycleState", "STABLE");
  }

  private List<GenericKubernetesResource> all(Kind kind) {
    return client
        .genericKubernetesResources(kind.definition())
        .inNamespace(NAMESPACE)
        .list()
        .getItems();
  }

  private GenericKubernetesResource only(Kind kind) {
    assertThat(all(kind)).hasSize(1);
    return all(kind).get(0);
  }

  private static String uid(GenericKubernetesResource resource) {
    return resource.getMetadata().getUid();
  }

  private void awaitObserved(Kind kind) {
    await().until(() -> only(kind).getAdditionalProperties().containsKey("status"));
  }

  private void awaitState(LaunchRequest request, LaunchState expected) {
    await().untilAsserted(() -> assertThat(launcher.state(request)).isEqualTo(expected));
  }

  private final class MovedClock extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(moved);
    }
  }
}
