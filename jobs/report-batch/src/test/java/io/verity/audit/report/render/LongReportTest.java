package io.verity.audit.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow with the pages: far more than 500 of them in a small heap. */
class LongReportTest {

  @TempDir Path folder;

  @Test
  void aThousandPagesFitIntoASmallHeap() throws Exception {
    ForkedRender.run(folder, 25_000, 100, "-Xmx96m");

    try (PDDocument document = Loader.loadPDF(folder.resolve("report.pdf").toFile())) {
      assertThat(document.getNumberOfPages()).isGreaterThan(1000);
    }
  }
}
