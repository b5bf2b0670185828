package io.verity.audit.control.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

  /** The example of the Standard Webhooks libraries' own tests. */
  @Test
  void signsAsStandardWebhooksDoes() {
    assertThat(
            WebhookSecret.sign(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void noTwoAreTheSame() {
    assertThat(WebhookSecret.generate())
        .startsWith("whsec_")
        .isNotEqualTo(WebhookSecret.generate());
  }

  @Test
  void pausesGrowUpToALimit() {
    WebhookSettings settings = WebhookSettings.DEFAULT;
    assertThat(settings.pause(1, 1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.pause(1, 0)).isEqualTo(Duration.ofMillis(2_500));
    assertThat(settings.pause(3, 1)).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.pause(1_000_000, 1)).isEqualTo(Duration.ofHours(6));
  }
}
