package io.verity.audit.control.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.Api;
import io.verity.audit.control.Api.Answer;
import io.verity.audit.control.TestPlane;
import io.verity.audit.control.auth.Role;
import io.verity.audit.evidence.json.CanonicalJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Evidence as its callers see it, collected from a real PostgreSQL; answers are held against the
 * document.
 */
class EvidenceRoutesITCase {

  private static final TestPlane PLANE = TestPlane.get();

  private final Api collector = PLANE.as("cora", Role.COLLECTOR);
  private final Api auditor = PLANE.as("audra", Role.AUDITOR);

  @BeforeAll
  static void awaitControls() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                PLANE
                        .as("audra", Role.AUDITOR)
                        .get("/v1/controls?limit=1")
                        .json()
                        .path("items")
                        .size()
                    == 1);
  }

  private JsonNode control(String handler, boolean collectable) {
    JsonNode items = auditor.get("/v1/controls?limit=1000").json().get("items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(one -> one.get("collection_fn").asText().equals(handler))
        .filter(one -> one.get("collectable").asBoolean() == collectable)
        .findFirst()
        .orElseThrow();
  }

  private Answer collect(JsonNode control, String start, String end) {
    return collector.post(
        "/v1/controls/" + control.get("id").asText() + "/collect",
        "{\"period_start\":\"%s\",\"period_end\":\"%s\"}".formatted(start, end));
  }

  private JsonNode collected(JsonNode control, String start, String end) {
    Answer asked = collect(control, start, end);
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    String path = "/v1/evidence/" + asked.json().get("id").asText();
    assertThat(asked.header("Location")).isEqualTo(path);
    return await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> auditor.get(path).json(),
            record -> !record.get("status").asText().equals("pending"));
  }

  @Test
  void whatIsCollectedIsWhatTheLinkGivesAndTheHashSays() throws Exception {
    JsonNode control = control("sql", true);
    JsonNode record = collected(control, "2026-01-01", "2026-02-01");
    assertThat(record.get("status").asText()).as(record.toString()).isEqualTo("collected");
    byte[] bytes = fetch(record.get("artifact_url").asText()).body();
    assertThat(CanonicalJson.sha256(bytes)).isEqualTo(record.get("content_hash").asText());
    assertThat(CanonicalJson.bytes(record.get("raw_payload"))).isEqualTo(bytes);
    assertThat(record.at("/raw_payload/sources/records/data/row_count").isNumber()).isTrue();
    assertThat(record.get("result").get("outcome").isTextual()).isTrue();

    Answer again = collect(control, "2026-01-01", "2026-02-01");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().get("id")).isEqualTo(record.get("id"));
    assertThat(again.json().get("status").asText()).isEqualTo("collected");
    JsonNode list =
        auditor
            .get(
                "/v1/evidence?from=2026-01-01&to=2026-02-01&control_id="
                    + control.get("id").asText())
            .json()
            .get("items");
    assertThat(list).hasSize(1);
    JsonNode last = auditor.get("/v1/controls/" + control.get("id").asText()).json();
    assertThat(last.at("/last_collection/evidence_id")).isEqualTo(record.get("id"));
  }

  @Test
  void whatIsCollectedIsCounted() throws Exception {
    collected(control("sql", true), "2025-05-01", "2025-06-01");
    String metrics =
        new String(fetch(PLANE.plane().adminUrl() + "/metrics").body(), StandardCharsets.UTF_8);
    assertThat(metrics)
        .containsPattern("control_evidence_attempts_total\\{outcome=\"collected\"} [1-9]")
        .contains("control_evidence_handlers_abandoned 0.0")
        .contains("control_evidence_schedule_lag_seconds ");
  }

  @Test
  void aLinkThatWasAlteredOpensNothing() throws Exception {
    JsonNode record = collected(control("sql", true), "2026-02-01", "2026-03-01");
    String url = record.get("artifact_url").asText();
    assertThat(fetch(url).statusCode()).isEqualTo(200);
    assertThat(fetch(url.replaceFirst("expires=\\d", "expires=9")).statusCode()).isEqualTo(403);
    String other = url.replace(record.get("id").asText(), UUID.randomUUID().toString());
    assertThat(fetch(other).statusCode()).isEqualTo(403);
    assertThat(fetch(url.replaceFirst("[?].*", "")).statusCode()).isEqualTo(401);
  }

  @Test
  void verificationNamesTheLinkThatIsBroken() throws Exception {
    JsonNode record = collected(control("sql", true), "2026-03-01", "2026-04-01");
    String verify = "/v1/evidence/" + record.get("id").asText() + "/verify";
    assertThat(auditor.call("POST", verify, null).json().get("verified").asBoolean()).isTrue();
    Path object = PLANE.objects().resolve(record.get("artifact_s3_key").asText());
    Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(object, Files.readString(object).replaceFirst("2026", "2025"));
    JsonNode broken = auditor.call("POST", verify, null).json();
    assertThat(broken.get("verified").asBoolean()).isFalse();
    assertThat(broken.at("/links/0/ok").asBoolean()).as("the payload is as it was").isTrue();
    assertThat(broken.at("/links/1/ok").asBoolean()).isFalse();
    JsonNode custody = auditor.get("/v1/evidence/" + record.get("id").asText() + "/custody").json();
    assertThat(custody.get("items").findValuesAsText("action"))
        .containsExactly("requested", "started", "stored", "collected", "verified", "verified");
  }

  @Test
  void whatAPersonHandsInIsEvidenceAsAnyOther() {
    String path = "/v1/controls/" + control("manual", false).get("id").asText() + "/evidence";
    String body =
        """
        {"period_start":"2026-04-01","period_end":"2026-07-01","reason":"minutes of the board",
         "raw_payload":{"attended":7},
         "file":{"name":"minutes.pdf","media_type":"application/pdf","content":"JVBERi0xLjcK"}}""";
    Answer first = collector.post(path, body);
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.json().get("status").asText()).isEqualTo("collected");
    assertThat(first.json().get("requested_by").asText()).isEqualTo("cora");
    Answer again = collector.post(path, body);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
    assertThat(collector.post(path, body.replace("7}", "8}")).status()).isEqualTo(409);
    JsonNode record = auditor.get("/v1/evidence/" + first.json().get("id").asText()).json();
    assertThat(record.at("/raw_payload/sources/upload/details/reason").asText())
        .isEqualTo("minutes of the board");
  }

  @Test
  void theFileThatWasHandedInIsReadAgainAndVerified() throws Exception {
    String path = "/v1/controls/" + control("manual", false).get("id").asText() + "/evidence";
    String body =
        """
        {"period_start":"2025-01-01","period_end":"2025-04-01","reason":"minutes of the board",
         "file":{"name":"minutes \u00fc.html","media_type":"text/html","content":"PGI+SGk8L2I+"}}""";
    String record = "/v1/evidence/" + collector.post(path, body).json().get("id").asText();
    HttpResponse<byte[]> file = auditor.get(record + "/attachment").response();
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(new String(file.body(), StandardCharsets.UTF_8)).isEqualTo("<b>Hi</b>");
    assertThat(file.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename*=UTF-8''minutes%20%C3%BC.html");
    assertThat(file.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    JsonNode links = auditor.call("POST", record + "/verify", null).json().get("links");
    assertThat(links.findValuesAsText("link")).containsExactly("payload", "object", "attachment");

    JsonNode details = auditor.get(record).json().at("/raw_payload/sources/upload/details");
    Path object = PLANE.objects().resolve(details.get("object_key").asText());
    Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(object, "<b>Ho</b>");
    JsonNode broken = auditor.call("POST", record + "/verify", null).json();
    assertThat(broken.get("verified").asBoolean()).isFalse();
    assertThat(broken.at("/links/2/ok").asBoolean()).isFalse();
    assertThat(broken.at("/links/1/ok").asBoolean()).as("the record is as it was").isTrue();
  }

  @Test
  void whatHasNoFileSaysSo() throws Exception {
    JsonNode record = collected(control("sql", true), "2026-06-01", "2026-07-01");
    Answer none = auditor.get("/v1/evidence/" + record.get("id").asText() + "/attachment");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.json().get("detail").asText()).contains("no file");
  }

  @Test
  void whatCannotBeCollectedIsRefusedAndLeavesNothing() {
    JsonNode elsewhere = control("http", false);
    Answer refused = collect(elsewhere, "2026-01-01", "2026-02-01");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").asText())
        .isEqualTo(elsewhere.get("collectable_reason").asText());
    assertThat(collect(control("sql", true), "2026-02-01", "2026-01-01").status()).isEqualTo(400);
    assertThat(collect(control("sql", true), "2026-02-01", "2199-01-01").status()).isEqualTo(409);
    String path = "/v1/controls/" + control("manual", false).get("id").asText() + "/evidence";
    assertThat(
            collector
                .post(
                    path,
                    "{\"period_start\":\"2020-01-01\",\"period_end\":\"2020-02-01\",\"reason\":\"x\"}")
                .status())
        .isEqualTo(400);
    String list = "/v1/evidence?control_id=" + elsewhere.get("id").asText();
    assertThat(auditor.get(list).json().get("items")).isEmpty();
  }

  private static HttpResponse<byte[]> fetch(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
  }
}
