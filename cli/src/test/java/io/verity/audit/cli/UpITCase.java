package io.verity.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code up} as a process of its own, and what a second shell does with it meanwhile. */
class UpITCase {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final String SAMPLE = Path.of("..", "samples", "cloudtrail.jsonl").toString();

  @TempDir Path temporary;

  private final List<ProcessHandle> family = new ArrayList<>();
  private Path work;
  private Process up;

  @BeforeEach
  void nameFolder() {
    work = temporary.resolve("with a space");
  }

  @AfterEach
  void killWhatIsLeft() {
    family.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void goesOnWhereItWasKilledAndEndsCleanly() throws Exception {
    start();
    assertThat(run("up").get("status").asInt()).as("a second one is refused").isEqualTo(1);
    JsonNode first = run("produce", "--events", SAMPLE, "--wait");
    assertThat(first.get("covered").asBoolean()).isTrue();
    assertThat(work.resolve("checkpoints")).isNotEmptyDirectory();
    assertThat(importAsset().at("/assets/inserted").asInt()).isEqualTo(1);
    up.destroyForcibly().waitFor();
    assertThat(isGone()).as("nothing is left after a kill -9").isTrue();
    assertThat(run("verify").get("status").asInt()).as("a stale file is no stack").isEqualTo(1);
    Files.delete(endpoints());

    start();
    run("produce", "--events", SAMPLE, "--wait");
    assertThat(importAsset().at("/assets/unchanged").asInt()).isEqualTo(1);
    JsonNode verified = run("verify");
    assertThat(verified.get("rows").asLong()).isEqualTo(600);
    assertThat(verified.get("repeated_event_ids").asLong()).isEqualTo(300);
    assertThat(verified.get("ok").asBoolean()).isTrue();
    assertApiKnows("auditor");
    up.destroy();
    assertThat(up.waitFor()).isZero();
    assertThat(isGone()).as("nothing is left after SIGTERM").isTrue();
    assertThat(endpoints()).doesNotExist();
  }

  private void start() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Verity.class.getName(),
            "up",
            "--work",
            work.toString());
    up =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start();
    family.add(up.toHandle());
    long began = System.nanoTime();
    while (!Files.exists(endpoints())) {
      assertThat(up.waitFor(100, TimeUnit.MILLISECONDS)).as("up has ended").isFalse();
      assertThat(System.nanoTime() - began).isLessThan(START_LIMIT.toNanos());
    }
    up.descendants().forEach(family::add);
    assertThat(family).hasSizeGreaterThanOrEqualTo(4);
  }

  /** The address in endpoints.json takes the token that {@code token} prints. */
  private void assertApiKnows(String role) throws Exception {
    String api = new ObjectMapper().readTree(endpoints().toFile()).get("api").asText();
    String token = run("token", "--role", role).get("token").asText();
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(api + "/v1/whoami"))
                    .header("Authorization", "Bearer " + token)
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(new ObjectMapper().readTree(answer.body()).get("roles").get(0).asText())
        .isEqualTo(role);
  }

  private JsonNode importAsset() throws IOException {
    Path assets = temporary.resolve("assets.csv");
    Files.writeString(
        assets,
        "id,type,name,system,tags,owner_id\n"
            + "64d94b3e-36de-4715-bd0b-6da50b7b0e03,BUCKET,b,crm,PHI,\n");
    return run("import", "--assets", assets.toString());
  }

  /** Within a few seconds: the servers notice the end of their parent by themselves. */
  /** The control plane ends in order, and may first have to find out that its servers are gone. */
  private boolean isGone() throws InterruptedException {
    for (int i = 0; i < 300 && family.stream().anyMatch(ProcessHandle::isAlive); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    family.stream()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::info)
        .forEach(System.err::println);
    return family.stream().noneMatch(ProcessHandle::isAlive);
  }

  /** The result, or for want of one the exit code as {@code status}. */
  private JsonNode run(String... arguments) throws IOException {
    StringWriter out = new StringWriter();
    CommandLine line = Verity.commandLine(System.getenv(), Progress.onStderr());
    line.setOut(new PrintWriter(out, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--json", "--work", work.toString()));
    int status = line.execute(all.toArray(new String[0]));
    ObjectMapper json = new ObjectMapper();
    return out.toString().isBlank()
        ? json.createObjectNode().put("status", status)
        : json.readTree(out.toString());
  }

  private Path endpoints() {
    return work.resolve("endpoints.json");
  }
}
