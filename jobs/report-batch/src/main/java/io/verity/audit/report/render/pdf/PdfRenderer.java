package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.Finding;
import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.report.pack.Section;
import io.verity.audit.report.render.Renderer;
import io.verity.audit.report.render.json.JsonRenderer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The report as PDF/A-3b for people, with the JSON for machines attached. Pages are written to the
 * scratch folder one by one; only what the contents and bookmarks name is kept.
 */
public final class PdfRenderer implements Renderer {

  @Override
  public String format() {
    return "pdf";
  }

  @Override
  public void render(ReportContent content, Path scratch, OutputStream out) throws IOException {
    Path json = Files.createTempFile(scratch, "attached-", ".json");
    try (PdfFile file = new PdfFile(scratch)) {
      try (OutputStream data = new BufferedOutputStream(Files.newOutputStream(json))) {
        new JsonRenderer().render(content, scratch, data);
      }
      draw(content, file);
      new Archival(file, content).apply(json);
      file.save(out);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      Files.deleteIfExists(json);
    }
  }

  private static void draw(ReportContent content, PdfFile file) throws IOException {
    Typesetter type = new Typesetter(file.fonts());
    PageFlow flow = new PageFlow(file, type);
    Map<String, Long> findings = findingsByType(content);
    Contents contents = new Contents(content, findings);
    flow.newPage();
    new TitlePage(flow, content).draw();
    flow.finish();
    int contentsAt = file.pageCount();
    for (int i = 0; i < contents.pages(); i++) {
      file.addPage();
    }
    flow.newPage();
    SectionPages sections = new SectionPages(flow, content, contents, findings);
    for (Section section : Section.values()) {
      sections.draw(section);
    }
    new Appendix(flow, content, contents).draw();
    flow.finish();
    contents.draw(file, type, contentsAt);
    contents.bookmarks(file);
    new PageFurniture(content, type).draw(file);
  }

  private static Map<String, Long> findingsByType(ReportContent content) throws IOException {
    Map<String, Long> counts = new LinkedHashMap<>();
    try (RowStream<Finding> findings = content.findings()) {
      for (Finding finding = findings.next(); finding != null; finding = findings.next()) {
        counts.merge(finding.type(), 1L, Long::sum);
      }
    }
    return counts;
  }
}
