package io.verity.audit.control.reports;

import static io.verity.audit.control.auth.Role.AUDITOR;
import static io.verity.audit.control.auth.Role.REQUESTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.Api;
import io.verity.audit.control.Api.Answer;
import io.verity.audit.control.SampleRuns;
import io.verity.audit.control.TestPlane;
import io.verity.audit.store.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Verifications, with a job that is played: what it makes again is what the test says. */
class VerifyITCase {

  private static final byte[] JSON = SampleRuns.content("json");
  private static final byte[] PDF = SampleRuns.content("pdf");

  private final TestPlane plane = TestPlane.get();
  private final Api auditor = plane.as("verifier", AUDITOR);
  private final String owner = "owner-" + UUID.randomUUID();
  private final UUID id = SampleRuns.completed(plane, owner);
  private final String verify = "/v1/reports/" + id + "/verify";

  private static String link(JsonNode verification, String name) {
    for (JsonNode link : verification.path("links")) {
      if (link.path("link").asText().equals(name)) {
        return link.path("ok").asText();
      }
    }
    return "missing";
  }

  /** Begins a verification and leaves it to the test. */
  private UUID begun() {
    Answer answer = auditor.post(verify, "", "Prefer", "wait=0");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("status").asText()).isEqualTo("PROCESSING");
    assertThat(answer.json().path("verified").isNull()).isTrue();
    UUID verification = UUID.fromString(answer.json().path("verification_id").asText());
    assertThat(answer.header("Location")).isEqualTo(at(verification));
    return verification;
  }

  private String at(UUID verification) {
    return "/v1/reports/" + id + "/verifications/" + verification;
  }

  @Test
  void theSameBytesAreVerified() {
    UUID verification = begun();
    // whoever asks meanwhile shares it
    assertThat(begun()).isEqualTo(verification);
    SampleRuns.completeReplay(plane, verification, JSON, PDF);
    JsonNode result = auditor.get(at(verification)).json();
    assertThat(result.path("verified").asBoolean()).isTrue();
    assertThat(result.path("status").asText()).isEqualTo("COMPLETED");
    assertThat(result.path("links"))
        .extracting(link -> link.path("link").asText())
        .containsExactly(
            "artifact:json", "artifact:pdf", "replay:json", "replay:pdf", "batch_roots");
    assertThat(result.at("/links/0/actual").asText()).isEqualTo(SampleRuns.sha256(JSON));
    // a new one, now that this is over
    assertThat(begun()).isNotEqualTo(verification);
  }

  @Test
  void whoWaitsGetsTheEnd() {
    CompletableFuture<Answer> answer =
        CompletableFuture.supplyAsync(() -> auditor.post(verify, "", "Prefer", "wait=30"));
    // two that begin at the same moment may make a replay each
    String count = "SELECT count(*) FROM report_runs WHERE replay_of = '" + id + "'";
    await().until(() -> plane.sql(count).equals("1"));
    SampleRuns.completeReplay(plane, begun(), JSON, PDF);
    assertThat(answer.join().status()).isEqualTo(200);
    assertThat(answer.join().json().path("verified").asBoolean()).isTrue();
  }

  @Test
  void aChangedFileIsSeen() throws IOException {
    byte[] changed = PDF.clone();
    changed[100]++;
    Files.write(SampleRuns.file(plane, id, "pdf"), changed);
    UUID verification = begun();
    SampleRuns.completeReplay(plane, verification, JSON, PDF);
    JsonNode result = auditor.get(at(verification)).json();
    assertThat(result.path("verified").asText()).isEqualTo("false");
    assertThat(link(result, "artifact:pdf")).isEqualTo("false");
    assertThat(link(result, "artifact:json")).isEqualTo("true");
    assertThat(link(result, "replay:pdf")).isEqualTo("true");
    Files.delete(SampleRuns.file(plane, id, "pdf"));
    assertThat(auditor.get(at(verification)).json().at("/links/1/detail").asText())
        .contains("not where it was published");
  }

  @Test
  void otherBytesOfTheReplayAreSeen() {
    UUID verification = begun();
    SampleRuns.completeReplay(plane, verification, JSON, JSON);
    JsonNode result = auditor.get(at(verification)).json();
    assertThat(result.path("verified").asText()).isEqualTo("false");
    assertThat(link(result, "replay:pdf")).isEqualTo("false");
    assertThat(link(result, "batch_roots")).isEqualTo("true");
  }

  @Test
  void aTamperedTrailIsSeenAndAFailureIsNotTakenForIt() {
    UUID tampered = begun();
    SampleRuns.fail(plane, tampered, RunFailure.TRAIL_TAMPERED.of("batch 7 has another root"));
    JsonNode result = auditor.get(at(tampered)).json();
    assertThat(result.path("status").asText()).isEqualTo("FAILED");
    assertThat(result.path("verified").asText()).isEqualTo("false");
    assertThat(link(result, "batch_roots")).isEqualTo("false");

    UUID failed = begun();
    SampleRuns.fail(plane, failed, "ClickHouse can't be reached: a word such as tampered is none");
    JsonNode unknown = auditor.get(at(failed)).json();
    assertThat(unknown.path("verified").isNull()).isTrue();
    assertThat(link(unknown, "batch_roots")).isEqualTo("null");
    assertThat(unknown.path("error").asText()).startsWith("ClickHouse");

    UUID evidence = begun();
    SampleRuns.fail(plane, evidence, RunFailure.EVIDENCE_TAMPERED.of("evidence 7"));
    assertThat(link(auditor.get(at(evidence)).json(), "batch_roots")).isEqualTo("true");
  }

  @Test
  void aVerificationIsNoReport() {
    UUID verification = begun();
    assertThat(auditor.get("/v1/reports/" + verification).status()).isEqualTo(404);
    assertThat(auditor.get("/v1/reports?limit=1000").text())
        .doesNotContain(verification.toString());
    assertThat(auditor.get("/v1/reports/" + id + "/verifications/" + id).status()).isEqualTo(404);
    UUID other = SampleRuns.completed(plane, owner);
    assertThat(auditor.get("/v1/reports/" + other + "/verifications/" + verification).status())
        .isEqualTo(404);
  }

  @Test
  void onlyWhatIsMadeCanBeVerified() {
    String waiting =
        plane.as(owner, REQUESTER).request(SampleRuns.REQUEST).json().path("id").asText();
    assertThat(auditor.post("/v1/reports/" + waiting + "/verify", "").status()).isEqualTo(409);
  }

  @Test
  void aKeyStandsForOneVerification() {
    String key = "v-" + UUID.randomUUID();
    String[] headers = {"Prefer", "wait=0", "Idempotency-Key", key};
    JsonNode first = auditor.post(verify, "", headers).json().path("verification_id");
    assertThat(auditor.post(verify, "", headers).json().path("verification_id")).isEqualTo(first);
    UUID other = SampleRuns.completed(plane, owner);
    assertThat(auditor.post("/v1/reports/" + other + "/verify", "", headers).status())
        .isEqualTo(422);
  }
}
