package io.verity.audit.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.Api.Answer;
import io.verity.audit.control.FuzzRequests.Fuzzed;
import io.verity.audit.control.auth.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Calls made from the document: right, nearly right and wild, by every role, at every route.
 * Whatever is sent, the answer is one that the document allows, none is 5xx, none tells how the
 * service is made, and none has another requester's data.
 */
class FuzzITCase {

  private static final Pattern INNARDS =
      Pattern.compile(
          "Exception|\\bat (io|java|org|com)\\.|\\bjava\\.|io\\.verity|org\\.|jetty|javalin"
              + "|SELECT |INSERT |postgres|PSQL|verity_control|report_runs|target/|"
              + Pattern.quote("/" + Path.of("").toAbsolutePath().getName(0) + "/"),
          Pattern.CASE_INSENSITIVE);

  private static final TestPlane PLANE = TestPlane.get();

  /** What nobody but its owner, auditors and admins may see any of. */
  private static final String OWNER = "secret-owner-" + UUID.randomUUID();

  private static final UUID SECRET = SampleRuns.completed(PLANE, OWNER);
  private static final UUID OWN = SampleRuns.completed(PLANE, "fuzz-requester");

  private final FuzzRequests requests =
      new FuzzRequests(List.of(SECRET.toString(), OWN.toString()));

  @Provide
  Arbitrary<Fuzzed> calls() {
    return requests.all();
  }

  @Provide
  Arbitrary<Role> roles() {
    return Arbitraries.of(Role.values()).injectNull(0.15);
  }

  @Property(tries = 1_500, shrinking = ShrinkingMode.BOUNDED)
  void noCallBreaksTheService(@ForAll("calls") Fuzzed call, @ForAll("roles") Role role) {
    Api api = role == null ? PLANE.anonymous() : PLANE.as("fuzz-" + role.claim(), role);
    Answer answer = call.sendBy(api);
    assertThat(answer.status()).as(call + " -> " + answer.text()).isLessThan(500);
    boolean document = call.path().startsWith("/openapi") || call.path().startsWith("/console");
    if (!document) {
      String said = withoutWhatWasSent(answer);
      assertThat(INNARDS.matcher(said).find()).as(call + " -> " + said).isFalse();
    }
    boolean sees = role == Role.AUDITOR || role == Role.ADMIN;
    if (!sees) {
      assertThat(answer.text()).doesNotContain(OWNER);
      // a hold repeats the ids that its officers named
      boolean hold = call.path().startsWith("/v1/holds");
      if (answer.status() < 300 && !document && !hold) {
        assertThat(answer.text()).doesNotContain(SECRET.toString());
      }
    }
  }

  /** An auditor's page of the access log repeats what callers sent. */
  private static String withoutWhatWasSent(Answer answer) {
    String type = String.valueOf(answer.header("Content-Type"));
    if (!type.contains("json") || answer.response().body().length == 0) {
      return type.contains("pdf") ? "" : answer.text();
    }
    JsonNode json = answer.json();
    if (answer.status() >= 400) {
      return json.path("title").asText()
          + json.path("detail").asText().replaceAll("\"[^\"]*\"?", "");
    }
    return json.path("items").path(0).has("actor") ? "" : answer.text();
  }
}
