package io.verity.audit.control.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.control.Api;
import io.verity.audit.control.Api.Answer;
import io.verity.audit.control.TestPlane;
import io.verity.audit.control.auth.Role;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebhookRoutesITCase {

  private final TestPlane plane = TestPlane.get();
  private final String owner = "webhooks-" + UUID.randomUUID();

  @Test
  void theSecretIsShownOnceAndToNobodyElse() {
    Api requester = plane.as(owner, Role.REQUESTER);
    Answer made = create(requester, "https://example.invalid/hook");
    assertThat(made.status()).isEqualTo(201);
    String shown = made.json().path("secret").asText();
    assertThat(shown).startsWith("whsec_");

    String id = made.json().path("id").asText();
    assertThat(requester.get("/v1/webhooks").text()).contains(id).doesNotContain(shown);
    assertThat(plane.as("auditor", Role.AUDITOR).get("/v1/webhooks").text())
        .contains(id)
        .doesNotContain(shown);
    Api other = plane.as("other-" + owner, Role.REQUESTER);
    assertThat(other.get("/v1/webhooks").text()).doesNotContain(id);
    assertThat(other.call("DELETE", "/v1/webhooks/" + id, null).status()).isEqualTo(404);
    assertThat(requester.call("DELETE", "/v1/webhooks/" + id, null).status()).isEqualTo(204);
    assertThat(requester.call("DELETE", "/v1/webhooks/" + id, null).status()).isEqualTo(404);
    assertThat(requester.get("/v1/webhooks").text()).doesNotContain(id);
  }

  @Test
  void urlsThatLeadInsideAreRefused() {
    Api requester = plane.as(owner, Role.REQUESTER);
    for (String url :
        List.of(
            "http://example.com/",
            "ftp://example.com/",
            "https://user:secret@example.com/",
            "https://example.com/#part",
            "no url",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://2130706433/",
            "https://169.254.169.254/latest/meta-data",
            "https://localhost/")) {
      assertThat(create(requester, url).status()).as(url).isEqualTo(400);
    }
    assertThat(plane.as("a", Role.AUDITOR).post("/v1/webhooks", "{}").status()).isEqualTo(403);
  }

  private Answer create(Api api, String url) {
    return api.post(
        "/v1/webhooks", "{\"url\": \"" + url + "\", \"types\": [\"report.completed\"]}");
  }
}
