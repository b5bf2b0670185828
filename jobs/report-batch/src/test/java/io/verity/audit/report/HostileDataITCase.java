package io.verity.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that is broken, unknown or meant to break something: a report that says so. */
class HostileDataITCase {

  @TempDir private Path out;

  private SmallStack stack;
  private final UUID runId = UUID.randomUUID();

  @BeforeEach
  void start() throws Exception {
    stack = SmallStack.get();
  }

  @Test
  void whatProducersAndDirectoriesMayHold() throws Exception {
    List<String> arguments =
        SmallStack.arguments("hipaa", runId, "--format=csv,json", "--requested-by=mei'; --");
    arguments.remove("--format=json");
    JsonNode report = stack.report(stack.environment(out), arguments);

    JsonNode completeness = report.path("completeness");
    assertThat(completeness.path("malformed_details").asInt()).isEqualTo(HostileTrail.MALFORMED);
    assertThat(completeness.path("unknown_principals").asInt()).isEqualTo(1);
    assertThat(report.at("/metrics/events_total").asInt()).isEqualTo(HostileTrail.events().size());
    assertThat(report.at("/metrics/reviews_started").asInt()).isEqualTo(2);
    assertThat(report.at("/metrics/decisions/REVOKE").asInt())
        .as("of a review that never started")
        .isEqualTo(1);
    assertThat(report.path("evidence").findValuesAsText("action")).contains(HostileTrail.SQL);

    String text = report.toString();
    assertThat(text).contains("not in the directory", "Robert'); DROP TABLE principals;--");
    String disclosures = csv("accounting_of_disclosures");
    assertThat(disclosures)
        .contains("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\"", "'@SUM(1)")
        .contains("C:\\temp\\\"\"quoted\"\"", "Zoë 李 \uD83D\uDD12")
        .contains(HostileTrail.SQL.replace("\"", "\"\""));
    assertThat(stack.clickHouse("auditor", "SELECT count() > 0 FROM verity.verity_audit"))
        .isEqualTo("1");
    assertThat(stack.sql("SELECT count(*) FROM principals")).isEqualTo("2");
    assertThat(stack.column(runId, "requested_by")).isEqualTo("mei'; --");
    assertThat(stack.access(runId.toString())).isEqualTo("mei'; -- report.run COMPLETED");
    assertThat(stack.sql("SELECT detail FROM access_log WHERE object = '" + runId + "'"))
        .contains("\"framework\": \"hipaa\"", "\"from\": \"2026-07-01T00:00:00Z\"");
    assertThat(stack.column(runId, "reference_revision"))
        .isEqualTo(stack.column(runId, "snapshot->>'referenceRevision'"));
  }

  @Test
  void aSubjectThatNoEventNames() throws Exception {
    List<String> arguments =
        SmallStack.arguments("gdpr", runId, "--subject=0d9e2e3c-52ee-4b3a-9d0a-6b1f1f6d8f11");
    arguments.set(3, "--format=json,pdf");
    JsonNode report = stack.report(stack.environment(out), arguments);
    assertThat(report.at("/completeness/subject_events").asInt(-1)).isZero();
    assertThat(firstPage()).contains("No event of the period names this data subject");
  }

  private String firstPage() throws Exception {
    try (PDDocument pdf = Loader.loadPDF(file(".pdf"))) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setEndPage(1);
      return stripper.getText(pdf).replaceAll("\\s+", " ");
    }
  }

  private String csv(String table) throws Exception {
    try (ZipFile zip = new ZipFile(file(".zip"))) {
      String name =
          zip.stream()
              .map(e -> e.getName())
              .filter(n -> n.contains(table))
              .findFirst()
              .orElseThrow();
      try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  private File file(String extension) {
    File[] files = out.toFile().listFiles((folder, name) -> name.endsWith(extension));
    assertThat(files).hasSize(1);
    return files[0];
  }
}
