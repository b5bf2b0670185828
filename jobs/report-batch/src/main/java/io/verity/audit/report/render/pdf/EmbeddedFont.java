package io.verity.audit.report.render.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** One of our fonts in a document; only the glyphs that are asked for get embedded. */
final class EmbeddedFont {

  private final COSName name;
  private final TrueTypeFont outlines;
  private final CmapLookup characters;
  private final PDType0Font font;

  private EmbeddedFont(COSName name, TrueTypeFont outlines, PDType0Font font) throws IOException {
    this.name = name;
    this.outlines = outlines;
    this.characters = outlines.getUnicodeCmapLookup();
    this.font = font;
  }

  static EmbeddedFont load(PDDocument document, String file, int number) {
    try (InputStream in = EmbeddedFont.class.getResourceAsStream("fonts/" + file + ".ttf")) {
      if (in == null) {
        throw new IllegalStateException("the font " + file + " is missing from the jar");
      }
      TrueTypeFont outlines = new TTFParser().parse(new RandomAccessReadBuffer(in));
      // reading the substitution tables takes longer than writing 500 pages
      outlines.setEnableGsub(false);
      COSName name = COSName.getPDFName("F" + number);
      return new EmbeddedFont(name, outlines, PDType0Font.load(document, outlines, true));
    } catch (IOException e) {
      throw new UncheckedIOException("the font " + file + " cannot be read", e);
    }
  }

  COSName name() {
    return name;
  }

  PDType0Font font() {
    return font;
  }

  /** Which glyph draws a character, or null if none does. */
  Glyph glyph(int codePoint) {
    int id = characters.getGlyphId(codePoint);
    if (id == 0) {
      return null;
    }
    try {
      float width = outlines.getAdvanceWidth(id) / (float) outlines.getUnitsPerEm();
      return new Glyph(this, codePoint, id, width);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param width in em
   */
  record Glyph(EmbeddedFont font, int codePoint, int id, float width) {}
}
