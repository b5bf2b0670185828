package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which arguments go together; refused before anything is asked or read. */
class JobArgumentsTest {

  private static final String RUN = "--run-id=0d9e2e3c-52ee-4b3a-9d0a-6b1f1f6d8f11";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--attempt=1 | --attempt is of a run: name it by --run-id",
        "--attempt=1 RUN --framework=sox | leave out --framework",
        "--attempt=1 RUN --to=2026-08-01 --from=2026-07-01 | leave out --from, --to",
        "--attempt=1 RUN --subject=0d9e2e3c-52ee-4b3a-9d0a-6b1f1f6d8f11 | leave out --subject",
        "--attempt=1 RUN --format=pdf | leave out --format",
        "--attempt=1 RUN --requested-by=me | leave out --requested-by",
        "--attempt=1 RUN --allow-partial | leave out --allow-partial",
        "--attempt=first RUN | Invalid value for option '--attempt'",
        "RUN | Missing required options: --framework, --from, --to",
        "--framework=sox --to=2026-07-01 | Missing required options: --from"
      })
  void whatDoesNotGoTogether(String arguments, String reason) {
    ReportStack.Printed printed =
        ReportStack.run(Map.of(), List.of(arguments.strip().replace("RUN", RUN).split(" ")));
    assertThat(printed.code()).isEqualTo(2);
    assertThat(printed.answer()).isEmpty();
    assertThat(printed.progress()).startsWith("report-batch: ").contains(reason.strip());
    assertThat(printed.progress().lines()).hasSize(1);
  }
}
