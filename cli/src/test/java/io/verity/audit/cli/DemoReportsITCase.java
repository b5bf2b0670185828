package io.verity.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The demo as a stranger types it: from the sample in Kafka to a report of each framework. */
class DemoReportsITCase {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path HOME = Path.of("..");

  @TempDir Path work;

  @Test
  void leavesAReportOfEachFrameworkWithTheRightAnswers() throws IOException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("VERITY_HOME", HOME.toString());
    StringWriter out = new StringWriter();
    CommandLine demo = Verity.commandLine(environment, Progress.onStderr());
    demo.setOut(new PrintWriter(out, true));

    int status = demo.execute("demo", "--json", "--work", work.toString());

    assertThat(out.toString()).hasLineCount(1);
    JsonNode result = JSON.readTree(out.toString());
    assertThat(status).as(out.toString()).isZero();
    assertThat(result.get("rows").asLong()).isEqualTo(22_789);
    assertThat(result.at("/evidence/failed")).isEmpty();
    assertThat(result.at("/evidence/collected").asInt()).isGreaterThanOrEqualTo(10);
    assertThat(result.get("reports")).hasSize(5);
    JsonNode expected = JSON.readTree(HOME.resolve("samples/scenario/expected.json").toFile());
    for (JsonNode report : result.get("reports")) {
      assertThat(report.get("artifacts")).hasSize(3);
      JsonNode document = JSON.readTree(json(report).toFile());
      assertThat(document.at("/evidence/records")).as("evidence in the report").isNotEmpty();
      JsonNode metrics = document.get("metrics");
      assertMetrics(metrics, expected.get("common"));
      assertMetrics(metrics, expected.get(report.get("framework").asText()));
    }
  }

  private static Path json(JsonNode report) {
    for (JsonNode artifact : report.get("artifacts")) {
      Path path = Path.of(artifact.get("path").asText());
      assertThat(path).isAbsolute().isNotEmptyFile();
      if (artifact.get("format").asText().equals("json")) {
        return path;
      }
    }
    throw new AssertionError("no JSON among " + report.get("artifacts"));
  }

  private static void assertMetrics(JsonNode metrics, JsonNode expected) {
    expected
        .fields()
        .forEachRemaining(
            metric ->
                assertThat(isSame(metrics.get(metric.getKey()), metric.getValue()))
                    .as(
                        "%s is %s, not %s",
                        metric.getKey(), metrics.get(metric.getKey()), metric.getValue())
                    .isTrue());
  }

  /** 83.0 and 83 are the same number. */
  private static boolean isSame(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue()) == 0
        : one.equals(other);
  }
}
