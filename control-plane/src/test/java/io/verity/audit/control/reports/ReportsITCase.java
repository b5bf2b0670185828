package io.verity.audit.control.reports;

import static io.verity.audit.control.auth.Role.ADMIN;
import static io.verity.audit.control.auth.Role.AUDITOR;
import static io.verity.audit.control.auth.Role.REQUESTER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.Api;
import io.verity.audit.control.Api.Answer;
import io.verity.audit.control.SampleRuns;
import io.verity.audit.control.TestPlane;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asking for reports, seeing them, and calling them off. */
class ReportsITCase {

  private final TestPlane plane = TestPlane.get();
  private final String me = "requester-" + UUID.randomUUID();
  private final Api requester = plane.as(me, REQUESTER);
  private final Api auditor = plane.as("auditor-1", AUDITOR);

  private static String with(String field, String json) {
    String known = "\"" + field + "\": ";
    int at = SampleRuns.REQUEST.indexOf(known);
    if (at < 0) {
      return SampleRuns.REQUEST.replace("{", "{\"" + field + "\": " + json + ", ");
    }
    int end =
        SampleRuns.REQUEST.charAt(at + known.length()) == '['
            ? SampleRuns.REQUEST.indexOf(']', at) + 1
            : SampleRuns.REQUEST.indexOf('"', at + known.length() + 1) + 1;
    return SampleRuns.REQUEST.substring(0, at) + known + json + SampleRuns.REQUEST.substring(end);
  }

  @Test
  void aReportIsKeptAndShown() {
    Answer answer = requester.request(SampleRuns.REQUEST);
    assertThat(answer.status()).isEqualTo(202);
    String id = answer.json().path("id").asText();
    assertThat(answer.header("Location")).isEqualTo("/v1/reports/" + id);
    assertThat(answer.json().path("status").asText()).isEqualTo("PENDING");

    JsonNode shown = requester.get("/v1/reports/" + id).json();
    assertThat(shown.path("framework").asText()).isEqualTo("sox");
    assertThat(shown.path("period_start").asText()).isEqualTo("2026-07-01T00:00:00Z");
    assertThat(shown.path("requested_by").asText()).isEqualTo(me);
    assertThat(shown.path("formats").toString()).isEqualTo("[\"json\",\"pdf\"]");
    assertThat(shown.path("artifacts")).isEmpty();
    assertThat(auditor.get("/v1/reports/" + id).status()).isEqualTo(200);
  }

  @Test
  void anothersReportIsNotThere() {
    String id = requester.request(SampleRuns.REQUEST).json().path("id").asText();
    Api other = plane.as("requester-of-others", REQUESTER);
    assertThat(other.get("/v1/reports/" + id).status()).isEqualTo(404);
    assertThat(other.post("/v1/reports/" + id + "/cancel", "").status()).isEqualTo(404);
    assertThat(other.get("/v1/reports/" + id + "/download?format=pdf").status()).isEqualTo(404);
    assertThat(other.get("/v1/reports").text()).doesNotContain(id);
    assertThat(other.get("/v1/reports?requested_by=" + me).status()).isEqualTo(403);
  }

  @Test
  void twentyAtOnceUnderOneKeyAreOneReport() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return requester.post(
                      "/v1/reports", SampleRuns.REQUEST, "Idempotency-Key", "one-and-the-same");
                }));
      }
      start.countDown();
      Set<String> ids = new HashSet<>();
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().status()).isEqualTo(202);
        ids.add(answer.get().json().path("id").asText());
      }
      assertThat(ids).hasSize(1);
    } finally {
      threads.shutdown();
    }
    assertThat(plane.sql("SELECT count(*) FROM report_runs WHERE requested_by = '" + me + "'"))
        .isEqualTo("1");
  }

  @Test
  void aKeyStandsForOneRequestOfOnePerson() {
    Answer first = requester.post("/v1/reports", SampleRuns.REQUEST, "Idempotency-Key", "k1");
    // the same, spelt otherwise
    String spelt =
        "{\"formats\": [\"json\", \"pdf\"], \"period_end\": \"2026-10-01T00:00:00Z\","
            + " \"allow_partial\": false, \"period_start\": \"2026-07-01T02:00:00+02:00\","
            + " \"framework\": \"sox\"}";
    Answer again = requester.post("/v1/reports", spelt, "Idempotency-Key", "k1");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
    Answer other =
        requester.post("/v1/reports", with("framework", "\"soc2\""), "Idempotency-Key", "k1");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.json().path("type").asText())
        .isEqualTo("urn:verity:problem:idempotency-key-reused");
    Answer others =
        plane
            .as("else-" + me, REQUESTER)
            .post("/v1/reports", SampleRuns.REQUEST, "Idempotency-Key", "k1");
    assertThat(others.json().path("id")).isNotEqualTo(first.json().path("id"));
    SampleRuns.complete(plane, UUID.fromString(first.json().path("id").asText()));
    Answer completed = requester.post("/v1/reports", spelt, "Idempotency-Key", "k1");
    assertThat(completed.status()).isEqualTo(202);
    assertThat(completed.json().path("status").asText()).isEqualTo("COMPLETED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "framework | \"nis2\" | 400 | gdpr, hipaa, pci_dss, soc2, sox",
        "framework | \"common\" | 400 | there is no framework",
        "framework | 7 | 400 | \"framework\" is not a string",
        "framework | null | 400 | \"framework\" is not a string",
        "period_start | \"July\" | 400 | period_start",
        "period_start | \"2026-11-01\" | 400 | period_end",
        "period_start | \"2026-07-01T00:00:00.0001Z\" | 400 | milliseconds",
        "period_start | \"2016-09-30\" | 400 | longer than 10 years",
        "period_start | \"+99999-01-01T00:00:00Z\" | 400 | period_start",
        "period_end | \"9999-01-01\" | 400 | longer than 10 years",
        "formats | [] | 400 | formats",
        "formats | [\"pdf\", \"pdf\"] | 400 | twice",
        "formats | [\"exe\"] | 400 | there are json, csv, pdf",
        "formats | \"pdf\" | 400 | formats",
        "scope | {\"subject\": \"0b2c4a1e-3f5d-4c6b-8a79-112233445566\"} | 400 | not for sox",
        "scope | {\"subjekt\": \"x\"} | 400 | scope.subjekt",
        "scope | [] | 400 | not an object",
        "allow_partial | \"yes\" | 400 | allow_partial",
        "color | \"red\" | 400 | there is no field \"color\"",
      })
  void whatIsWrongIsNamed(String field, String value, int status, String says) {
    Answer answer = requester.request(with(field, value));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.detail()).contains(says);
  }

  @Test
  void aBodyIsOneJsonObjectOfASize() {
    assertThat(requester.request("").status()).isEqualTo(400);
    assertThat(requester.request("[]").status()).isEqualTo(400);
    assertThat(requester.request("null").status()).isEqualTo(400);
    assertThat(requester.request("{\"framework\": ").status()).isEqualTo(400);
    assertThat(requester.request(SampleRuns.REQUEST + "{}").status()).isEqualTo(400);
    assertThat(
            requester
                .request(SampleRuns.REQUEST.replace("{", "{\"framework\": \"sox\", "))
                .detail())
        .contains("Duplicate")
        .contains("framework");
    assertThat(requester.request("[".repeat(60_000)).status()).isEqualTo(400);
    assertThat(requester.request(" ".repeat(70_000)).status()).isEqualTo(413);
    assertThat(
            requester
                .call(
                    "POST",
                    "/v1/reports",
                    SampleRuns.REQUEST.getBytes(),
                    "Content-Type",
                    "text/plain",
                    "Idempotency-Key",
                    "x")
                .status())
        .isEqualTo(415);
    assertThat(requester.post("/v1/reports", SampleRuns.REQUEST).detail())
        .contains("Idempotency-Key is missing");
    assertThat(requester.post("/v1/reports", SampleRuns.REQUEST, "Idempotency-Key", "a b").status())
        .isEqualTo(400);
    assertThat(
            requester
                .post("/v1/reports", SampleRuns.REQUEST, "Idempotency-Key", "x".repeat(256))
                .status())
        .isEqualTo(400);
  }

  @Test
  void aPeriodHasToHaveEnded() {
    String next = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS).toString();
    Answer answer = requester.request(with("period_end", "\"" + next + "\""));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().path("type").asText()).endsWith("period-not-ended");
  }

  @Test
  void aSubjectIsForPerSubjectFrameworks() {
    String subject = "0b2c4a1e-3f5d-4c6b-8a79-112233445566";
    Answer answer =
        requester.request(
            "{\"scope\": {\"subject\": \""
                + subject
                + "\"}, "
                + with("framework", "\"gdpr\"").substring(1));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().at("/scope/subject").asText()).isEqualTo(subject);
  }

  @Test
  void pagesFollowOneAnother() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(0, requester.request(SampleRuns.REQUEST).json().path("id").asText());
    }
    List<String> listed = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = requester.get("/v1/reports?limit=2" + cursor).json();
      page.path("items").forEach(item -> listed.add(item.path("id").asText()));
      cursor =
          page.path("next_cursor").isNull() ? null : "&cursor=" + page.path("next_cursor").asText();
    } while (cursor != null);
    assertThat(listed).isEqualTo(made);
    assertThat(requester.get("/v1/reports?limit=0").status()).isEqualTo(400);
    assertThat(requester.get("/v1/reports?limit=1000").status()).isEqualTo(200);
    assertThat(requester.get("/v1/reports?limit=1001").status()).isEqualTo(400);
    assertThat(requester.get("/v1/reports?cursor=forged").status()).isEqualTo(400);
    assertThat(requester.get("/v1/reports?status=DONE").detail()).contains("PENDING");
    assertThat(requester.get("/v1/reports?state=PENDING").detail()).contains("state");
    assertThat(requester.get("/v1/reports?limit=1&limit=2").detail()).contains("twice");
  }

  @Test
  void aReportIsCalledOffOnce() {
    String id = requester.request(SampleRuns.REQUEST).json().path("id").asText();
    assertThat(auditor.post("/v1/reports/" + id + "/cancel", "").status()).isEqualTo(403);
    Answer answer = plane.as("admin-1", ADMIN).post("/v1/reports/" + id + "/cancel", "");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("status").asText()).isEqualTo("FAILED");
    assertThat(answer.json().path("error").asText()).isEqualTo("cancelled by admin-1");
    assertThat(requester.post("/v1/reports/" + id + "/cancel", "").status()).isEqualTo(409);
  }

  @Test
  void theAccessLogHasEveryCall() {
    String id = requester.request(SampleRuns.REQUEST).json().path("id").asText();
    requester.get("/v1/reports/" + id, "X-Request-Id", "mine-1");
    plane.as("nosy", REQUESTER).get("/v1/reports/" + id);
    JsonNode lines = auditor.get("/v1/access?object=" + id).json().path("items");
    assertThat(lines)
        .extracting(
            line ->
                line.path("actor").asText()
                    + " "
                    + line.path("action").asText()
                    + " "
                    + line.path("outcome").asText())
        .containsExactly("nosy getReport 404", me + " getReport 200", me + " requestReport 202");
    assertThat(lines.get(1).at("/detail/request_id").asText()).isEqualTo("mine-1");
    assertThat(lines.get(1).at("/detail/roles").toString()).isEqualTo("[\"requester\"]");
  }

  @Test
  void everybodySeesWhatThereIsAndWhoTheyAre() {
    assertThat(requester.get("/v1/frameworks").json().path("items"))
        .extracting(
            item -> item.path("framework").asText() + " " + item.path("per_subject").asText())
        .containsExactly("gdpr true", "hipaa false", "pci_dss false", "soc2 false", "sox false");
    assertThat(auditor.get("/v1/whoami").text())
        .isEqualTo("{\"subject\":\"auditor-1\",\"roles\":[\"auditor\"]}");
    assertThat(plane.anonymous().get("/openapi.yaml").text()).startsWith("openapi: 3.1.0");
  }
}
