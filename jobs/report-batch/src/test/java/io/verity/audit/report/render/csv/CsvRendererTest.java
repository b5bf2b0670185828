package io.verity.audit.report.render.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.report.render.SampleReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRendererTest {

  @TempDir Path scratch;

  @Test
  void hasOneFileATable() throws IOException {
    assertThat(render(SampleReport.ordinary()).keySet())
        .containsExactly(
            "report.csv",
            "metrics.csv",
            "completeness.csv",
            "controls.csv",
            "tables/reviews.csv",
            "tables/per_week.csv",
            "tables/restores.csv",
            "findings.csv",
            "evidence.csv",
            "evidence_controls.csv",
            "evidence_shortfalls.csv",
            "evidence_events.csv",
            "queries.csv");
    assertThat(Files.list(scratch)).isEmpty();
  }

  @Test
  void linesEndAsRfc4180Says() throws IOException {
    String weeks = render(SampleReport.ordinary()).get("tables/per_week.csv");

    assertThat(weeks).startsWith("week,events,refused_share\r\n2026-06-29,900,0\r\n");
    assertThat(weeks.lines()).hasSize(14);
  }

  @Test
  void aTextThatLooksLikeAFormulaIsHarmless() throws IOException {
    List<CSVRecord> reviews = parse(render(SampleReport.ordinary()).get("tables/reviews.csv"));

    assertThat(reviews).hasSize(214);
    assertThat(reviews).extracting(row -> row.get("subject")).contains("'=HYPERLINK(\"x\")");
    assertThat(reviews)
        .extracting(row -> row.get("rationale"))
        .contains("'-1", "line one\nline two");
    assertThat(reviews)
        .extracting(row -> row.get("started_at"))
        .contains("2026-07-01T00:00:00.123Z");
  }

  @Test
  void metricsKeepTheirPrecisionAndNullIsEmpty() throws IOException {
    List<CSVRecord> metrics = parse(render(SampleReport.partial()).get("metrics.csv"));

    assertThat(metrics)
        .filteredOn(row -> row.get("name").equals("risk"))
        .extracting(row -> row.get("key") + row.get("value"))
        .containsExactly("CRITICAL67", "HIGH85", "LOW41", "MEDIUM74");
    assertThat(metrics)
        .filteredOn(row -> row.get("name").equals("sla_compliance_rate"))
        .extracting(row -> row.get("value"))
        .containsExactly("");
  }

  private Map<String, String> render(SampleReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CsvRenderer().render(report, scratch, out);
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private static List<CSVRecord> parse(String csv) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(csv, format)) {
      return parser.getRecords();
    }
  }
}
