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

/** The command as a user calls it, on as few events as it takes. */
class BenchReportITCase {

  @TempDir Path work;

  @Test
  void measuresEveryNamedAggregateOverTheWholeTrail() throws IOException {
    StringWriter out = new StringWriter();
    CommandLine verity = Verity.commandLine(System.getenv(), Progress.onStderr());
    verity.setOut(new PrintWriter(out, true));
    String[] arguments = {
      "bench", "report", "--json", "--work", work.toString(), "--events", "50000", "--rounds", "1"
    };

    assertThat(verity.execute(arguments)).isZero();

    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.at("/trail/events").asLong()).isEqualTo(50_000);
    assertThat(result.at("/trail/rows_per_second").asLong()).isPositive();
    JsonNode bare = result.path("bare_sql");
    assertThat(bare.fieldNames())
        .toIterable()
        .hasSize(9)
        .contains("events_by_type", "events_by_actor", "accesses_by_purpose", "shared_ids");
    assertThat(bare)
        .allSatisfy(
            query -> {
              assertThat(query.path("seconds").asDouble()).isPositive();
              assertThat(query.path("rows_read").asLong()).isEqualTo(50_000);
              assertThat(query.path("result_rows").asLong()).isPositive();
            });
    assertThat(bare.at("/events_by_actor/result_rows").asLong()).isGreaterThan(4_900);
    assertThat(work.resolve("bench/reference/principals.csv")).isNotEmptyFile();
  }
}
