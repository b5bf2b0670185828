package io.verity.audit.control.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.control.Api;
import io.verity.audit.control.Api.Answer;
import io.verity.audit.control.ControlPlane;
import io.verity.audit.control.SampleRuns;
import io.verity.audit.control.TestPlane;
import io.verity.audit.control.auth.Role;
import io.verity.audit.evidence.json.CanonicalJson;
import io.verity.audit.evidence.object.ObjectStore;
import io.verity.audit.evidence.object.ObjectStoreSettings;
import io.verity.audit.evidence.object.ObjectStores;
import io.verity.audit.evidence.object.StoredObject;
import io.verity.audit.stack.ceph.CephServer;
import io.verity.audit.store.Artifact;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence and reports in a bucket with object lock, as the API gives them out. */
class EvidenceOnS3ITCase {

  private static final TestPlane PLANE = TestPlane.get();

  private static CephServer ceph;
  private static ObjectStore store;
  private static ControlPlane replica;

  @BeforeAll
  static void start(@TempDir Path folder) {
    assumeTrue(CephServer.isInstalled(), CephServer.HOW_TO_INSTALL);
    ceph = CephServer.start(folder);
    ceph.createBucket("audit", true);
    store =
        ObjectStores.open(
            new ObjectStoreSettings(
                "s3://audit",
                ceph.endpoint().toString(),
                "us-east-1",
                ceph.owner().accessKey(),
                ceph.owner().secretKey(),
                "",
                ObjectStoreSettings.SEVEN_YEARS));
    replica =
        PLANE.start(
            Map.of(
                "REPORTER_OBJECT_STORE", "s3://audit",
                "REPORTER_S3_ENDPOINT", ceph.endpoint().toString(),
                "REPORTER_S3_ACCESS_KEY", ceph.owner().accessKey(),
                "REPORTER_S3_SECRET_KEY", ceph.owner().secretKey(),
                // what is scheduled is left to the replica that all tests share
                "CONTROL_COLLECTORS", "0"));
  }

  @AfterAll
  static void end() {
    if (replica != null) {
      replica.close();
    }
    if (ceph != null) {
      store.close();
      ceph.close();
    }
  }

  private static Api as(String subject, Role role) {
    return new Api(replica.apiUrl(), PLANE.token(subject, role));
  }

  @Test
  void theLinkOfARecordIsTheServicesOwnAndGivesWhatWasHashed() throws Exception {
    Api auditor = as("audra", Role.AUDITOR);
    JsonNode controls = auditor.get("/v1/controls?limit=1000").json().get("items");
    String manual =
        StreamSupport.stream(controls.spliterator(), false)
            .filter(one -> one.get("collection_fn").asText().equals("manual"))
            .findFirst()
            .orElseThrow()
            .get("id")
            .asText();
    Answer made =
        as("cora", Role.COLLECTOR)
            .post(
                "/v1/controls/" + manual + "/evidence",
                """
                {"period_start":"2024-01-01","period_end":"2024-04-01","reason":"scanned",
                 "raw_payload":{"signed":true}}""");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String path = "/v1/evidence/" + made.json().get("id").asText();
    JsonNode record = auditor.get(path).json();
    String url = record.get("artifact_url").asText();
    assertThat(url).startsWith(ceph.endpoint().toString());
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(CanonicalJson.sha256(answer.body())).isEqualTo(record.get("content_hash").asText());
    assertThat(auditor.get(path + "/artifact").response().body()).isEqualTo(answer.body());
    assertThat(auditor.call("POST", path + "/verify", null).json().get("verified").asBoolean())
        .isTrue();
    assertThat(
            store
                .find(
                    record.get("artifact_s3_key").asText(),
                    record.get("object_version_id").asText())
                .orElseThrow()
                .retainUntil())
        .isAfter(java.time.Instant.now().plus(java.time.Duration.ofDays(2_500)));
  }

  @Test
  void aReportIsDownloadedByItsVersionInPartsAsWell() {
    UUID id = SampleRuns.completed(PLANE, "s3-requester", run -> List.of(put(run, "pdf")));
    Api requester = as("s3-requester", Role.REQUESTER);
    JsonNode artifact = requester.get("/v1/reports/" + id).json().at("/artifacts/0");
    assertThat(artifact.get("object_version_id").isTextual()).isTrue();
    byte[] whole = SampleRuns.content("pdf");
    // somebody puts other bytes under the same key: the version that was published is what counts
    store.put(artifact.get("object_key").asText(), new byte[] {'x'}, "application/pdf", Map.of());
    String download = "/v1/reports/" + id + "/download?format=pdf";
    Answer all = requester.get(download);
    assertThat(all.response().body()).isEqualTo(whole);
    assertThat(all.header("ETag")).isEqualTo('"' + SampleRuns.sha256(whole) + '"');
    Answer part = requester.get(download, "Range", "bytes=9-12");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo("page");
  }

  private static Artifact put(UUID run, String format) {
    byte[] content = SampleRuns.content(format);
    StoredObject stored =
        store.put("reports/sox/" + run + "/sox." + format, content, "application/pdf", Map.of());
    return new Artifact(
        format,
        store.location(stored.key(), stored.versionId()),
        stored.sha256(),
        stored.bytes(),
        stored.key(),
        stored.versionId());
  }
}
