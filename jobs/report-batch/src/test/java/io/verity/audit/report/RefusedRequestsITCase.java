package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.report.ReportStack.Printed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nobody should ask for: no run comes of it, one line says why, and the log keeps who did. */
class RefusedRequestsITCase {

  @TempDir private Path out;

  private SmallStack stack;
  private final UUID runId = UUID.randomUUID();

  @BeforeEach
  void start() throws Exception {
    stack = SmallStack.get();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--framework=iso27001       | There is no framework iso27001; there are gdpr",
        "--framework=../../etc      | There is no framework ../../etc",
        "--framework=x'; DROP TABLE report_runs; -- | There is no framework x'; DROP TABLE",
        "--framework=common         | There is no framework common",
        "--to=2026-06-30            | the period ends before it begins",
        "--to=2026-07-01            | the period ends before it begins",
        "--to=2999-01-01            | the period has not ended",
        "--from=2026-07-01T00:00:00.0001Z | finer than the milliseconds",
        "--from=0001-01-01          | no trail goes back beyond 1900",
        "--format=docx              | no format docx; there are [json, csv, pdf]",
        "--format=json';--          | no format json';--",
        "--requested-by=            | who wants the report has to be named",
        "--subject=0d9e2e3c-52ee-4b3a-9d0a-6b1f1f6d8f11 | is to be had of gdpr, not of sox"
      })
  void aRequestThatMakesNoSense(String argument, String reason) throws Exception {
    Map<String, String> wanted = new HashMap<>();
    wanted.put("--framework", "sox");
    wanted.put("--from", SmallStack.FROM);
    wanted.put("--to", SmallStack.TO);
    wanted.put("--run-id", runId.toString());
    int equals = argument.indexOf('=');
    wanted.put(argument.substring(0, equals), argument.substring(equals + 1));
    Printed printed =
        ReportStack.run(
            stack.environment(out),
            wanted.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());

    assertThat(printed.code()).isEqualTo(1);
    JsonNode answer = SmallStack.JSON.readTree(printed.answer());
    assertThat(answer.path("status").asText()).isEqualTo("FAILED");
    assertThat(answer.path("error").asText()).contains(reason.strip());
    stack.assertForAPerson(answer.path("error").asText());
    assertThat(printed.progress().lines()).hasSize(1);
    assertThat(stack.column(runId, "status")).as("no run").isNull();
    assertThat(stack.access(runId.toString())).contains("report.run REFUSED");
    SmallStack.assertEmpty(out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--subject=1-1-1-1-1      | \"1-1-1-1-1\" is no UUID",
        "--run-id=' OR 1=1; --    | \"' OR 1=1; --\" is no UUID",
        "--to=yesterday           | is neither a date",
        "--verbose                | Unknown option: '--verbose'"
      })
  void anArgumentOfTheWrongKind(String argument, String reason) throws Exception {
    Printed printed =
        ReportStack.run(
            stack.environment(out),
            List.of("--framework=gdpr", "--from=2026-07-01", argument, "--to=2026-08-01"));
    assertThat(printed.code()).isEqualTo(2);
    assertThat(printed.answer()).isEmpty();
    assertThat(printed.progress().lines()).hasSize(1);
    assertThat(printed.progress()).contains(reason.strip()).doesNotContain("Exception");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REPORTER_OUTPUT_DIRECTORY | /tmp      | REPORTER_OUTPUT_DIRECTORY is not an option",
        "REPORTER_DATABASE_URL     | ''        | REPORTER_DATABASE_URL is not set",
        "REPORTER_DATABASE_URL     | mysql://u:geheim@h/d | REPORTER_DATABASE_URL: the database URL",
        "REPORTER_CLICKHOUSE_URL   | localhost | REPORTER_CLICKHOUSE_URL is \"localhost\"",
        "REPORTER_PARALLELISM      | many      | REPORTER_PARALLELISM is \"many\"",
        "REPORTER_FRAMEWORKS_DIR   | /nowhere  | There is no folder /nowhere",
      })
  void aVariableThatIsWrong(String name, String value, String reason) {
    Map<String, String> environment = stack.environment(out);
    environment.put(name, value);
    Printed printed = ReportStack.run(environment, SmallStack.arguments("sox", runId));
    assertThat(printed.code()).isEqualTo(1);
    assertThat(printed.progress().lines()).hasSize(1);
    assertThat(printed.progress()).contains(reason).doesNotContain("geheim");
  }

  @Test
  void aPeriodWithoutEventsFailsAndSucceedsOnceTheyArrive() throws Exception {
    List<String> arguments =
        List.of(
            "--framework=sox",
            "--from=2026-09-01",
            "--to=2026-10-01",
            "--format=json",
            "--run-id=" + runId);
    assertThat(stack.failed(runId, ReportStack.run(stack.environment(out), arguments)))
        .isEqualTo(
            "the trail has no event from 2026-09-01T00:00:00Z to 2026-10-01T00:00:00Z:"
                + " nothing happened, or it was not ingested");

    Printed other = ReportStack.run(stack.environment(out), SmallStack.arguments("sox", runId));
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.answer()).contains("exists already and is another report: sox from 2026-09");
    stack.assertForAPerson(SmallStack.JSON.readTree(other.answer()).path("error").asText());

    Instant september = Instant.parse("2026-09-10T00:00:00Z");
    stack.write(List.of(HostileTrail.login(september)), UUID.randomUUID());
    JsonNode report = stack.report(stack.environment(out), arguments);
    assertThat(report.at("/metrics/events_total").asInt()).isEqualTo(1);
    assertThat(stack.access(runId.toString()))
        .isEqualTo(
            "report-batch report.run FAILED, report-batch report.run REFUSED,"
                + " report-batch report.run COMPLETED");
  }
}
