package io.verity.audit.report.render.pdf;

import io.verity.audit.report.render.PureDeflate;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdfwriter.COSWriter;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * A PDF while it is written. Streams go to the scratch folder, compressed in pure Java, so that
 * neither memory nor bytes depend on the number of pages or on the JDK.
 */
final class PdfFile implements Closeable {

  private final PDDocument document;
  private final PDResources resources = new PDResources();
  private final List<PDPage> pages = new ArrayList<>();
  private final Fonts fonts;

  PdfFile(Path scratch) {
    document =
        new PDDocument(
            MemoryUsageSetting.setupTempFileOnly().setTempDir(scratch.toFile()).streamCache);
    document.getDocument().setVersion(1.7f);
    fonts = new Fonts(document, resources);
  }

  PDDocument document() {
    return document;
  }

  Fonts fonts() {
    return fonts;
  }

  /** Number of pages so far. */
  int pageCount() {
    return pages.size();
  }

  PDPage page(int index) {
    return pages.get(index);
  }

  /** Adds an empty A4 page; its index. */
  int addPage() {
    PDPage page = new PDPage(PDRectangle.A4);
    page.setResources(resources);
    document.addPage(page);
    pages.add(page);
    return pages.size() - 1;
  }

  /** Draws on a page, over what is there. */
  void draw(int page, Canvas canvas) throws IOException {
    COSDictionary dictionary = pages.get(page).getCOSObject();
    COSArray contents = dictionary.getCOSArray(COSName.CONTENTS);
    if (contents == null) {
      contents = new COSArray();
      dictionary.setItem(COSName.CONTENTS, contents);
    }
    contents.add(stream(canvas.bytes()));
  }

  COSStream stream(byte[] bytes) throws IOException {
    COSStream stream = document.getDocument().createCOSStream();
    write(stream, PureDeflate.zlib(bytes));
    return stream;
  }

  /** A compressed stream of what {@code in} gives. */
  void fill(COSStream stream, InputStream in) throws IOException {
    try (OutputStream out = PureDeflate.zlib(stream.createRawOutputStream())) {
      in.transferTo(out);
    }
    stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
  }

  /** Writes the file; nothing can be drawn afterwards. */
  void save(OutputStream out) throws IOException {
    for (EmbeddedFont font : fonts.used()) {
      font.font().subset();
      recompress(font.font().getCOSObject(), 0);
    }
    // not PDDocument.save, which would compress with the JDK's zlib
    new COSWriter(out, CompressParameters.NO_COMPRESSION).write(document);
  }

  @Override
  public void close() throws IOException {
    document.close();
  }

  /** A font's streams, which PDFBox has compressed with the JDK's zlib, again in pure Java. */
  private static void recompress(COSBase base, int depth) throws IOException {
    COSBase object = base instanceof COSObject reference ? reference.getObject() : base;
    if (object instanceof COSStream stream) {
      byte[] bytes;
      try (InputStream in = stream.createInputStream()) {
        bytes = in.readAllBytes();
      }
      write(stream, PureDeflate.zlib(bytes));
    } else if (object instanceof COSArray array && depth < 4) {
      for (COSBase item : array) {
        recompress(item, depth + 1);
      }
    } else if (object instanceof COSDictionary dictionary && depth < 4) {
      for (COSBase value : dictionary.getValues()) {
        recompress(value, depth + 1);
      }
    }
  }

  private static void write(COSStream stream, byte[] packed) throws IOException {
    stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
    try (OutputStream out = stream.createRawOutputStream()) {
      out.write(packed);
    }
  }
}
