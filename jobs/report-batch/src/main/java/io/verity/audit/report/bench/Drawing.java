package io.verity.audit.report.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.text.PDFTextStripper;

/** How fast bare PDFBox draws the text of a report: page by page, line by line, one font. */
final class Drawing {

  private static final String FONT = "/io/verity/audit/report/render/pdf/fonts/DejaVuSans.ttf";

  /** Of bare PDFBox. */
  record Result(int pages, @JsonProperty("bare_pages_per_second") double barePagesPerSecond) {}

  private Drawing() {}

  static Result measure(Path report) throws IOException {
    List<String[]> pages = text(report);
    draw(pages);
    long began = System.nanoTime();
    draw(pages);
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Result(pages.size(), Math.round(pages.size() / seconds));
  }

  private static List<String[]> text(Path report) throws IOException {
    List<String[]> pages = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(report.toFile())) {
      PDFTextStripper stripper = new PDFTextStripper();
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        pages.add(stripper.getText(document).split("\\R"));
      }
    }
    return pages;
  }

  private static void draw(List<String[]> pages) throws IOException {
    try (PDDocument document = new PDDocument();
        InputStream file = Drawing.class.getResourceAsStream(FONT)) {
      TrueTypeFont face = new TTFParser().parse(new RandomAccessReadBuffer(file));
      face.setEnableGsub(false);
      PDFont font = PDType0Font.load(document, face, true);
      for (String[] lines : pages) {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.setFont(font, 8);
          float y = 800;
          for (String line : lines) {
            content.beginText();
            content.newLineAtOffset(40, y);
            content.showText(drawable(face, line));
            content.endText();
            y -= 10;
          }
        }
      }
      document.save(OutputStream.nullOutputStream());
    }
  }

  private static String drawable(TrueTypeFont face, String line) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c : line.codePoints().toArray()) {
      text.appendCodePoint(face.getUnicodeCmapLookup().getGlyphId(c) == 0 ? '?' : c);
    }
    return text.toString();
  }
}
