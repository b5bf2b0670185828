package io.verity.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole way, on real servers: the sample, and beside it what is no event. */
class DemoITCase {

  @TempDir Path work;

  @Test
  void countsEveryEventOnceAndVerifies() throws IOException {
    Path rubbish = Files.writeString(work.resolve("rubbish"), "{\"event_id\":1}\n\n\0\r\nnone");
    StringWriter out = new StringWriter();
    CommandLine demo = Verity.commandLine(System.getenv(), Progress.onStderr());
    demo.setOut(new PrintWriter(out, true));

    int status =
        demo.execute(
            "demo",
            "--json",
            "--work",
            work.toString(),
            "--events",
            Path.of("..", "samples", "cloudtrail.jsonl").toString(),
            "--events",
            rubbish.toString());

    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(out.toString()).hasLineCount(1);
    assertThat(result.get("events_in").asLong()).isEqualTo(303);
    assertThat(result.get("accepted").asLong()).isEqualTo(300);
    assertThat(result.get("rejected").asLong()).isEqualTo(3);
    assertThat(result.get("rows").asLong()).isEqualTo(300);
    assertThat(result.get("batches").asLong()).isPositive();
    assertThat(result.get("verified").asBoolean()).isTrue();
    assertThat(result.get("seconds").asDouble()).isPositive();
    assertThat(status).isZero();
  }
}
