package io.verity.audit.report.render.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.report.render.SampleReport;
import io.verity.audit.report.render.json.JsonRenderer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageDestination;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verapdf.core.VeraPDFException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

class PdfRendererTest {

  @TempDir static Path scratch;
  private static byte[] ordinary;
  private static byte[] partial;

  @BeforeAll
  static void renderBoth() throws IOException {
    ordinary = render(SampleReport.ordinary());
    partial = render(SampleReport.partial());
  }

  @Test
  void isPdfA3b() throws Exception {
    VeraGreenfieldFoundryProvider.initialise();

    assertThat(complaints(ordinary)).isEmpty();
    assertThat(complaints(partial)).isEmpty();
  }

  @Test
  void carriesTheJson() throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    new JsonRenderer().render(SampleReport.ordinary(), scratch, json);
    try (PDDocument document = Loader.loadPDF(ordinary)) {
      PDComplexFileSpecification attached =
          document.getDocumentCatalog().getNames().getEmbeddedFiles().getNames().get("report.json");

      assertThat(attached.getEmbeddedFile().toByteArray()).isEqualTo(json.toByteArray());
      assertThat(attached.getCOSObject().getNameAsString("AFRelationship")).isEqualTo("Data");
    }
  }

  @Test
  void everyPageSaysWhichOfHowManyItIs() throws IOException {
    try (PDDocument document = Loader.loadPDF(ordinary)) {
      PDFTextStripper text = new PDFTextStripper();
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        text.setStartPage(page);
        text.setEndPage(page);
        assertThat(text.getText(document))
            .contains("Page " + page + " of " + document.getNumberOfPages());
      }
    }
  }

  @Test
  void theContentsLeadToThePagesTheyName() throws IOException {
    try (PDDocument document = Loader.loadPDF(ordinary)) {
      List<?> links = document.getPage(1).getAnnotations();
      PDAnnotationLink scope = (PDAnnotationLink) links.get(2);
      int page = ((PDPageDestination) scope.getDestination()).retrievePageNumber();

      assertThat(text(document, 2, 2)).containsPattern("2 Scope\\s+" + (page + 1));
      assertThat(text(document, page + 1, page + 1)).contains("2 Scope");
    }
  }

  @Test
  void drawsEveryScriptAndNeverHidesACharacter() throws IOException {
    try (PDDocument document = Loader.loadPDF(ordinary)) {
      String all = text(document, 1, document.getNumberOfPages());

      assertThat(all)
          .contains("Олена Ivanova", "Γεώργιος", "王 Lindqvist", "김 민준", "Ա. Հակոբյան", "étienne")
          .contains("\ufffdgnp.exe")
          .contains("=HYPERLINK(\"x\")");
    }
  }

  @Test
  void aPartialReportSaysSoFirst() throws IOException {
    try (PDDocument document = Loader.loadPDF(partial)) {
      assertThat(text(document, 1, 1))
          .contains("PARTIAL REPORT")
          .contains("1 254 records that Kafka held were not yet in the trail")
          .contains("3 offsets are accounted for by no event")
          .contains("1a78998c-27df-4626-a08e-9cd2a64bfcaf");
      assertThat(text(document, 1, document.getNumberOfPages())).contains("None in this period.");
    }
    try (PDDocument document = Loader.loadPDF(ordinary)) {
      assertThat(text(document, 1, 1)).doesNotContain("PARTIAL").contains("Complete");
    }
  }

  private static String text(PDDocument document, int from, int to) throws IOException {
    PDFTextStripper text = new PDFTextStripper();
    text.setStartPage(from);
    text.setEndPage(to);
    return text.getText(document).replace('\u202f', ' ').replaceAll("[ \\u00a0]+", " ");
  }

  private static List<String> complaints(byte[] pdf) throws VeraPDFException, IOException {
    try (PDFAParser parser =
        Foundries.defaultInstance()
            .createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_3_B)) {
      ValidationResult result =
          Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_3_B, false).validate(parser);
      assertThat(result.getTotalAssertions()).isPositive();
      return result.getTestAssertions().stream()
          .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
          .map(TestAssertion::getMessage)
          .distinct()
          .toList();
    }
  }

  private static byte[] render(SampleReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PdfRenderer().render(report, scratch, out);
    return out.toByteArray();
  }
}
