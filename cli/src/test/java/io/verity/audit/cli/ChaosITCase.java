package io.verity.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A short campaign: nothing that Kafka acknowledged is lost or doubled. */
class ChaosITCase {

  private static final int ROUNDS = 4;

  @TempDir Path work;

  @Test
  void everyAcknowledgedRecordIsThereOnce() throws IOException {
    StringWriter out = new StringWriter();
    CommandLine chaos = Verity.commandLine(System.getenv(), Progress.onStderr());
    chaos.setOut(new PrintWriter(out, true));

    int status =
        chaos.execute(
            "chaos",
            "--json",
            "--work",
            work.toString(),
            "--rounds",
            Integer.toString(ROUNDS),
            "--seed",
            "11");

    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(out.toString()).hasLineCount(1);
    assertThat(result.get("ok").asBoolean()).as(out.toString()).isTrue();
    assertThat(result.get("rounds").asInt()).isEqualTo(ROUNDS);
    int faults = 0;
    for (JsonNode count : result.get("faults")) {
      faults += count.asInt();
    }
    assertThat(faults).isEqualTo(ROUNDS);
    assertThat(result.get("rows").asLong()).isPositive();
    assertThat(result.get("rejected").asLong()).isPositive();
    assertThat(result.get("lost").asLong()).isZero();
    assertThat(result.get("duplicated").asLong()).isZero();
    assertThat(status).isZero();
    assertThat(work.resolve("chaos")).doesNotExist();
  }
}
