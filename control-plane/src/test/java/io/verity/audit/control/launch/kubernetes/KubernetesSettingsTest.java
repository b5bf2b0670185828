package io.verity.audit.control.launch.kubernetes;

import static io.verity.audit.control.launch.kubernetes.KubernetesExamples.APPLICATION;
import static io.verity.audit.control.launch.kubernetes.KubernetesExamples.JOB;
import static io.verity.audit.control.launch.kubernetes.KubernetesExamples.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.verity.audit.control.launch.LaunchRequest;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h/job.jar",
        "s3://bucket/job.jar",
        "local:///job.jar",
        "https:///job.jar",
        "https://user:hidden@h/job.jar"
      })
  void aSessionJobsJarComesByHttpsAlone(String jar) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SessionSettings("session", URI.create(jar), JOB, 1))
        .withMessageContaining("https://host/path")
        .withMessageNotContaining("hidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Reports", "a_b", "-a", "a-", "a.b", "a/b", "1a"})
  void refusesANameThatKubernetesWould(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> settings(name, "test"));
    assertThatIllegalArgumentException().isThrownBy(() -> settings("reports", name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "2GB", "-1g", "0m", "2 g", "2Gi\n"})
  void refusesAnAmountOfMemoryThatIsNone(String memory) {
    assertThatIllegalArgumentException().isThrownBy(() -> new PodSize(memory, 1));
  }

  @Test
  void refusesCoresThatAreNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PodSize("1g", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new PodSize("1g", Double.NaN));
  }

  @Test
  void needsOneWayToRun() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new KubernetesSettings(
                    "reports", "test", null, null, Duration.ofMinutes(1), Duration.ofMinutes(1)))
        .withMessageContaining("neither");
  }

  @Test
  void choosesByTheLengthOfThePeriod() {
    KubernetesSettings both = settings("reports", "test");
    assertThat(both.isApplication(APPLICATION.above())).isFalse();
    assertThat(both.isApplication(APPLICATION.above().plusSeconds(1))).isTrue();
    assertThat(alone(SESSION, null).isApplication(Duration.ofDays(4000))).isFalse();
    assertThat(alone(null, APPLICATION).isApplication(Duration.ofDays(1))).isTrue();
  }

  @Test
  void aNameHoldsAsManyAttemptsAsThereCanBe() {
    LaunchRequest many =
        new LaunchRequest(UUID.randomUUID(), 999_999_999, "gdpr", Duration.ofDays(1));
    assertThat(Identity.name(many)).hasSize(45).matches("[a-z][a-z0-9-]*[a-z0-9]");
  }

  private static KubernetesSettings settings(String namespace, String instance) {
    return new KubernetesSettings(
        namespace, instance, SESSION, APPLICATION, Duration.ofMinutes(1), Duration.ofMinutes(1));
  }

  private static KubernetesSettings alone(
      SessionSettings session, ApplicationSettings application) {
    return new KubernetesSettings(
        "reports", "test", session, application, Duration.ofMinutes(1), Duration.ofMinutes(1));
  }
}
