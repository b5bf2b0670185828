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
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of reports: whole, in part, by link, and not at all. */
class DownloadITCase {

  private static final byte[] PDF = SampleRuns.content("pdf");

  private final TestPlane plane = TestPlane.get();
  private final String me = "downloader-" + UUID.randomUUID();
  private final Api requester = plane.as(me, REQUESTER);
  private final UUID id = SampleRuns.completed(plane, me);
  private final String path = "/v1/reports/" + id + "/download?format=pdf";

  @Test
  void theFileIsTheOneThatWasPublished() {
    Answer answer = requester.get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().body()).isEqualTo(PDF);
    assertThat(answer.header("ETag")).isEqualTo('"' + SampleRuns.sha256(PDF) + '"');
    assertThat(answer.header("Content-Type")).isEqualTo("application/pdf");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"sox-" + id + ".pdf\"");
    Answer head = requester.call("HEAD", path, null);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(PDF.length));
    assertThat(head.response().body()).isEmpty();
    assertThat(requester.get(path, "If-None-Match", answer.header("ETag")).status()).isEqualTo(304);
    assertThat(plane.as("a", AUDITOR).get(path).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-99, 0, 99",
    "bytes=100-, 100, -1",
    "bytes=-5, -5, -1",
    "bytes=5-99999999999999999999, 5, -1",
    "bytes=-99999999999999999999, 0, -1"
  })
  void aRangeIsAPart(String range, int first, int last) {
    Answer answer = requester.get(path, "Range", range);
    int from = first < 0 ? PDF.length + first : first;
    int to = last < 0 ? PDF.length + last : last;
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.response().body()).isEqualTo(Arrays.copyOfRange(PDF, from, to + 1));
    assertThat(answer.header("Content-Range"))
        .isEqualTo("bytes " + from + "-" + to + "/" + PDF.length);
  }

  @Test
  void whatIsNoRangeIsTheWholeFile() {
    for (String range :
        new String[] {"bytes=5-2", "bytes=-", "bytes=0-1,4-5", "lines=1-2", "bytes=a-b"}) {
      assertThat(requester.get(path, "Range", range).status()).as(range).isEqualTo(200);
    }
    Answer beyond = requester.get(path, "Range", "bytes=" + PDF.length + "-");
    assertThat(beyond.status()).isEqualTo(416);
    assertThat(beyond.header("Content-Range")).isEqualTo("bytes */" + PDF.length);
    assertThat(requester.get(path, "Range", "bytes=-0").status()).isEqualTo(416);
    String etag = '"' + SampleRuns.sha256(PDF) + '"';
    assertThat(requester.get(path, "Range", "bytes=0-1", "If-Range", etag).status()).isEqualTo(206);
    assertThat(requester.get(path, "Range", "bytes=0-1", "If-Range", "\"other\"").status())
        .isEqualTo(200);
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(requester.get("/v1/reports/" + id + "/download").detail()).contains("format");
    assertThat(requester.get(path.replace("pdf", "csv")).status()).isEqualTo(404);
    assertThat(requester.get(path.replace("pdf", "..%2Fx")).status()).isEqualTo(404);
    String waiting = requester.request(SampleRuns.REQUEST).json().path("id").asText();
    assertThat(requester.get("/v1/reports/" + waiting + "/download?format=pdf").status())
        .isEqualTo(409);
  }

  @Test
  void onlyTheFileThatWasPublishedIsServed() throws IOException {
    Path file = SampleRuns.file(plane, id, "pdf");
    Files.write(file, new byte[] {1, 2, 3});
    Answer changed = requester.get(path);
    assertThat(changed.status()).isEqualTo(410);
    assertThat(changed.json().path("type").asText()).endsWith("file-changed");
    Files.delete(file);
    Answer missing = requester.get(path);
    assertThat(missing.status()).isEqualTo(410);
    assertThat(missing.detail()).isEqualTo("the file is not where it was published");
    Path outside = Files.write(plane.outputDir().resolveSibling("secret-" + id), PDF);
    Files.createSymbolicLink(file, outside.toAbsolutePath());
    assertThat(requester.get(path).status()).isEqualTo(410);
  }

  @Test
  void aLinkNeedsNoToken() {
    JsonNode artifact = requester.get("/v1/reports/" + id).json().at("/artifacts/1");
    String url = artifact.path("download_url").asText();
    Answer answer = plane.anonymous().get(url);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().body()).isEqualTo(PDF);
    Instant expires = Instant.parse(artifact.path("expires_at").asText());
    assertThat(Duration.between(Instant.now(), expires))
        .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
    assertThat(
            plane
                .as("a", AUDITOR)
                .get("/v1/access?limit=1&actor=" + me + "&object=" + id)
                .json()
                .at("/items/0/action")
                .asText())
        .isEqualTo("downloadReport");
  }

  @Test
  void anAlteredLinkIsNoLink() {
    String url = requester.get("/v1/reports/" + id).json().at("/artifacts/1/download_url").asText();
    UUID other = SampleRuns.completed(plane, "somebody-else");
    String expires = url.replaceAll(".*expires=(\\d+).*", "$1");
    long later = Long.parseLong(expires) + 900;
    Stream.of(
            url.replace("format=pdf", "format=json"),
            url.replace(id.toString(), other.toString()),
            url.replace("expires=" + expires, "expires=" + later),
            url.replace("expires=" + expires, "expires=0" + expires),
            url.replace("subject=" + me, "subject=somebody-else"),
            url.replace("subject=" + me, "subject="),
            url.replace("&subject=" + me, ""),
            url + "&format=json",
            url + "&more=1",
            url.substring(0, url.length() - 1),
            url.substring(0, url.length() - 1) + (url.endsWith("0") ? "1" : "0"),
            url.replaceAll("signature=.*", "signature=" + "0".repeat(64)),
            url.replaceAll("signature=.*", "signature="))
        .forEach(
            altered -> {
              Answer answer = plane.anonymous().get(altered);
              assertThat(answer.status()).as(altered).isEqualTo(403);
              assertThat(answer.json().path("type").asText()).endsWith("link-altered");
            });
    // nor does a good token make a good link of it
    assertThat(plane.as("a", AUDITOR).get(url + "&more=1").status()).isEqualTo(403);
  }

  @Test
  void aLinkExpires() {
    byte[] key = "a key of the tests, longer than 32 characters".getBytes(StandardCharsets.UTF_8);
    DownloadLinks links = new DownloadLinks(key, () -> plane.plane().apiUrl());
    Instant now = Instant.now();
    String past = links.link(id, "pdf", me, now.minusSeconds(1)).url();
    Answer answer = plane.anonymous().get(past);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("type").asText()).endsWith("link-expired");
    assertThat(answer.detail()).contains("expired");
    assertThat(plane.anonymous().get(links.link(id, "pdf", me, now.plusSeconds(60)).url()).status())
        .isEqualTo(200);
  }

  /** Nothing stays open of a file whose reader went away, and nobody is told of a failure. */
  @Test
  void aReaderMayLeave() throws IOException {
    String leaver = "leaver-" + UUID.randomUUID();
    byte[] big = new byte[64 << 20];
    UUID run = SampleRuns.completed(plane, leaver, big);
    Path file = SampleRuns.file(plane, run, "pdf");
    URI uri = URI.create(plane.plane().apiUrl());
    for (int i = 0; i < 5; i++) {
      try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
        String head =
            "GET /v1/reports/%s/download?format=pdf HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(run, plane.token(leaver, REQUESTER));
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        assertThat(new String(in.readNBytes(15), StandardCharsets.US_ASCII))
            .isEqualTo("HTTP/1.1 200 OK");
        socket.setSoLinger(true, 0);
      }
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> !isOpen(file));
    assertThat(plane.anonymous().get("/openapi.yaml").status()).isEqualTo(200);
  }

  private static boolean isOpen(Path file) throws IOException {
    Path real = file.toRealPath();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.anyMatch(
          fd -> {
            try {
              return Files.readSymbolicLink(fd).equals(real);
            } catch (IOException e) {
              return false;
            }
          });
    }
  }
}
