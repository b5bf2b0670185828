package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.pack.Pack.FindingSpec;
import io.verity.audit.report.pack.Pack.TableSpec;
import io.verity.audit.report.pack.Section;
import io.verity.audit.report.render.pdf.PageFlow.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDBorderStyleDictionary;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;

/**
 * The contents pages and the bookmarks. What will be in them is known from the start, and so how
 * many pages they take; where each entry is, only at the end.
 */
final class Contents {

  static final String CONTROLS = "appendix:controls";
  static final String QUERIES = "appendix:queries";
  static final String EVIDENCE = "appendix:evidence";

  /** Within sections. */
  static final String CONTROL_FINDINGS = "findings:controls";

  static final String STANDINGS = "evidence:controls";
  static final String SUPPORT = "evidence:support";

  private static final TextStyle FIRST = TextStyle.BODY.bold().at(10, 21);
  private static final TextStyle SECOND = TextStyle.BODY.at(8.8f, 14.4f);
  private static final float HEADING = 42;

  private static final class Entry {
    private final String key;
    private final boolean first;
    private final String title;
    private Place place;

    private Entry(String key, boolean first, String title) {
      this.key = key;
      this.first = first;
      this.title = title;
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  Contents(ReportContent content, Map<String, Long> findingsByType) {
    int number = 0;
    for (Section section : Section.values()) {
      entries.add(new Entry(section.key(), true, ++number + "  " + section.title()));
      for (TableSpec table : content.pack().tables()) {
        if (table.section() == section) {
          entries.add(new Entry("table:" + table.name(), false, table.title()));
        }
      }
      if (section == Section.EXCEPTIONS_AND_FINDINGS) {
        for (FindingSpec kind : content.pack().findings()) {
          if (findingsByType.containsKey(kind.type())) {
            entries.add(new Entry("finding:" + kind.type(), false, kind.title()));
          }
        }
        if (!content.evidence().findings().isEmpty()) {
          entries.add(new Entry(CONTROL_FINDINGS, false, ControlFindingPages.TITLE));
        }
      } else if (section == Section.EVIDENCE_TRAIL) {
        entries.add(new Entry(STANDINGS, false, ControlPages.TITLE));
        entries.add(new Entry(SUPPORT, false, "What supports the findings"));
      }
    }
    entries.add(new Entry(CONTROLS, true, "A  Controls"));
    entries.add(new Entry(QUERIES, true, "B  Queries"));
    entries.add(new Entry(EVIDENCE, true, "C  Evidence records"));
  }

  /** How many pages the contents take. */
  int pages() {
    int pages = 1;
    float y = PageFlow.TOP - HEADING;
    for (Entry entry : entries) {
      float height = style(entry).leading();
      if (y - height < PageFlow.BOTTOM) {
        pages++;
        y = PageFlow.TOP;
      }
      y -= height;
    }
    return pages;
  }

  void reached(String key, Place place) {
    entries.stream().filter(e -> e.key.equals(key)).forEach(e -> e.place = place);
  }

  String title(String key) {
    return entries.stream().filter(e -> e.key.equals(key)).findFirst().orElseThrow().title;
  }

  void draw(PdfFile file, Typesetter type, int firstPage) throws IOException {
    int page = firstPage;
    Canvas canvas = new Canvas();
    canvas.text(
        type.line("Contents", TextStyle.H1),
        PageFlow.LEFT,
        PageFlow.baseline(PageFlow.TOP, TextStyle.H1));
    float y = PageFlow.TOP - HEADING;
    for (Entry entry : entries) {
      float height = style(entry).leading();
      if (y - height < PageFlow.BOTTOM) {
        file.draw(page++, canvas);
        canvas = new Canvas();
        y = PageFlow.TOP;
      }
      line(canvas, type, entry, y);
      link(file, file.page(page), entry, y, height);
      y -= height;
    }
    file.draw(page, canvas);
  }

  void bookmarks(PdfFile file) {
    PDDocumentOutline outline = new PDDocumentOutline();
    PDOutlineItem parent = null;
    for (Entry entry : entries) {
      PDOutlineItem item = new PDOutlineItem();
      item.setTitle(entry.title);
      item.setDestination(destination(file, entry));
      if (entry.first) {
        outline.addLast(item);
        parent = item;
      } else if (parent != null) {
        parent.addLast(item);
      }
    }
    outline.openNode();
    file.document().getDocumentCatalog().setDocumentOutline(outline);
  }

  private static TextStyle style(Entry entry) {
    return entry.first ? FIRST : SECOND;
  }

  private static void line(Canvas canvas, Typesetter type, Entry entry, float top) {
    TextStyle style = style(entry);
    float baseline = PageFlow.baseline(top, style) - (entry.first ? 2.5f : 0);
    float x = PageFlow.LEFT + (entry.first ? 0 : 17);
    TextLine title = type.cut(entry.title, style, PageFlow.RIGHT - x - 50);
    TextLine number = type.line(Integer.toString(entry.place.page() + 1), style);
    canvas.text(title, x, baseline);
    canvas.textRight(number, PageFlow.RIGHT, baseline);
    float from = x + title.width() + 6;
    canvas.line(
        from,
        baseline + 0.5f,
        PageFlow.RIGHT - number.width() - 6,
        baseline + 0.5f,
        0.4f,
        Palette.HAIRLINE);
  }

  private static void link(PdfFile file, PDPage page, Entry entry, float top, float height)
      throws IOException {
    PDAnnotationLink link = new PDAnnotationLink();
    link.setRectangle(new PDRectangle(PageFlow.LEFT, top - height, PageFlow.CONTENT, height));
    PDBorderStyleDictionary none = new PDBorderStyleDictionary();
    none.setWidth(0);
    link.setBorderStyle(none);
    link.setPrinted(true);
    link.setDestination(destination(file, entry));
    page.getAnnotations().add(link);
  }

  private static PDPageXYZDestination destination(PdfFile file, Entry entry) {
    if (entry.place == null) {
      throw new IllegalStateException("the contents name " + entry.key + ", which was not drawn");
    }
    PDPageXYZDestination destination = new PDPageXYZDestination();
    destination.setPage(file.page(entry.place.page()));
    destination.setLeft(0);
    destination.setTop(Math.round(entry.place.y() + 12));
    return destination;
  }
}
