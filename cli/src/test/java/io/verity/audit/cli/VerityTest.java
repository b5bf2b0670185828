package io.verity.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.ingest.config.IngestOption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class VerityTest {

  @TempDir Path work;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo", "up", "ingest", "produce", "verify", "chaos", "bench", "import", "report", "token"
      })
  void everyCommandHasTheSharedOptions(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).contains("--json", "--work", "--help");
  }

  @Test
  void helpOfIngestListsEveryVariable() {
    run("ingest", "--help");
    for (IngestOption option : IngestOption.values()) {
      assertThat(out.toString()).contains(option.name());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "verify --from yesterday",
        "chaos --rounds 0",
        "bench nothing",
        "token",
        "token --role king",
        "import",
        "report",
        "report --framework soc2 --from 2026-07-01",
        "report --framework soc2 --from 2026-07-02 --to 2026-07-01",
        "report --framework soc2 --from 2026-07-01 --to 2026-10-01 --run-id 7",
        "report --framework gdpr --from 2026-07-01 --to 2026-10-01 --subject bob",
        "verify --from 2026-07-02 --to 2026-07-01",
        "produce",
        "produce --no-such-option",
        "demo --events a --events b --events c --format verity --format verity",
        "demo --events a --format xml"
      })
  void wrongArgumentsAreTwoLinesAndExitCode2(String arguments) {
    assertThat(runInWork(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString().lines()).hasSizeBetween(2, 4);
    assertThat(err.toString()).contains("--help").doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void namesTheKnownFormats() {
    runInWork("demo", "--events", "a", "--format", "xml");
    assertThat(err.toString()).contains("--format xml: known are cloudtrail, verity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "produce --events f", "ingest"})
  void withoutAStackSaysHowToStartOne(String arguments) throws IOException {
    assertThat(runInWork(arguments.split(" "))).isEqualTo(1);
    assertThat(err.toString())
        .hasLineCount(1)
        .contains("no running stack in " + work, "./verity up --work " + work)
        .doesNotContain("Exception");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aTokenIsAllThatIsPrinted() {
    assertThat(runInWork("token", "--role", "auditor")).isZero();
    assertThat(out.toString()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void showsAStackTraceOnRequestOnly() {
    runInWork("verify", "--stacktrace");
    assertThat(err.toString()).contains("\tat io.verity");
  }

  @Test
  void demoTouchesNoFolderThatNoDemoMade() throws IOException {
    Path mine = Files.createDirectories(work.resolve("demo")).resolve("mine");
    Files.writeString(mine, "precious");
    Path events = Files.writeString(work.resolve("events"), "{}\n");
    assertThat(runInWork("demo", "--events", events.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("was not made by a demo");
    assertThat(mine).hasContent("precious");
  }

  @Test
  void demoRefusesABadFileBeforeItStartsAnything() throws IOException {
    Path events = Files.writeString(work.resolve("events"), "{\"Records\":[{]}\n");
    assertThat(runInWork("demo", "--events", events.toString())).isEqualTo(1);
    assertThat(err.toString())
        .hasLineCount(1)
        .contains(events + ": line 1, column ", "nothing was sent");
    assertThat(work.resolve("demo")).doesNotExist();
  }

  private int runInWork(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    if (!arguments[0].equals("nonsense")) {
      all.addAll(List.of("--work", work.toString()));
    }
    return run(all.toArray(new String[0]));
  }

  private int run(String... arguments) {
    Progress progress = new Progress(new PrintStream(new ByteArrayOutputStream()), false);
    CommandLine line = Verity.commandLine(Map.of(), progress);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
