package io.verity.audit.report.render.pdf;

import io.verity.audit.report.render.pdf.EmbeddedFont.Glyph;
import io.verity.audit.report.render.pdf.TextStyle.Face;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;

/**
 * Finds a glyph for every character: in the face asked for, else in the font of its script, else in
 * those that have nearly everything, else a visible placeholder. Fonts are read when first needed.
 */
final class Fonts {

  /** Drawn for a character that no font has. */
  static final int PLACEHOLDER = 0xFFFD;

  private static final Map<Face, String> OWN =
      Map.of(
          Face.REGULAR, "NotoSans-Regular",
          Face.BOLD, "NotoSans-Bold",
          Face.MONO, "NotoSansMono-Condensed");

  private record Coverage(String file, int first, int last) {
    boolean has(int codePoint) {
      return codePoint >= first && codePoint <= last;
    }
  }

  private static final List<Coverage> FALLBACKS =
      List.of(
          new Coverage("NotoSans-Regular", 0, 0x2FFF),
          new Coverage("NotoSansHebrew-Regular", 0x0590, 0x05FF),
          new Coverage("NotoSansArabic-Regular", 0x0600, 0x08FF),
          new Coverage("NotoSansDevanagari-Regular", 0x0900, 0x097F),
          new Coverage("NotoSansBengali-Regular", 0x0980, 0x09FF),
          new Coverage("NotoSansTamil-Regular", 0x0B80, 0x0BFF),
          new Coverage("NotoSansTelugu-Regular", 0x0C00, 0x0C7F),
          new Coverage("NotoSansThai-Regular", 0x0E00, 0x0E7F),
          new Coverage("NotoSansArabic-Regular", 0xFB50, 0xFEFC),
          new Coverage("NanumSquareR", 0x1100, 0x11FF),
          new Coverage("NanumSquareR", 0x3130, 0x318F),
          new Coverage("NanumSquareR", 0xAC00, 0xD7A3),
          new Coverage("DejaVuSans", 0, 0x10FFFF),
          new Coverage("DroidSansFallbackFull", 0, 0x10FFFF));

  private final PDDocument document;
  private final PDResources resources;
  private final Map<String, EmbeddedFont> loaded = new HashMap<>();
  private final List<EmbeddedFont> inOrder = new ArrayList<>();
  private final Map<Face, Map<Integer, Glyph>> glyphs = new EnumMap<>(Face.class);
  private final Map<Face, Glyph[]> common = new EnumMap<>(Face.class);

  Fonts(PDDocument document, PDResources resources) {
    this.document = document;
    this.resources = resources;
    for (Face face : Face.values()) {
      glyphs.put(face, new HashMap<>());
      common.put(face, new Glyph[0x250]);
    }
  }

  Glyph glyph(Face face, int codePoint) {
    Glyph[] fast = common.get(face);
    if (codePoint >= fast.length) {
      return glyphs.get(face).computeIfAbsent(codePoint, c -> use(face, c));
    }
    if (fast[codePoint] == null) {
      fast[codePoint] = use(face, codePoint);
    }
    return fast[codePoint];
  }

  /** Every font that was used, in the order of first use. */
  List<EmbeddedFont> used() {
    return List.copyOf(inOrder);
  }

  private Glyph use(Face face, int codePoint) {
    Glyph glyph = find(face, codePoint);
    glyph.font().font().addToSubset(glyph.codePoint());
    return glyph;
  }

  private Glyph find(Face face, int codePoint) {
    Glyph own = font(OWN.get(face)).glyph(codePoint);
    if (own != null) {
      return own;
    }
    for (Coverage script : FALLBACKS) {
      Glyph glyph = script.has(codePoint) ? font(script.file()).glyph(codePoint) : null;
      if (glyph != null) {
        return glyph;
      }
    }
    return find(face, PLACEHOLDER);
  }

  private EmbeddedFont font(String file) {
    return loaded.computeIfAbsent(
        file,
        f -> {
          EmbeddedFont font = EmbeddedFont.load(document, f, inOrder.size() + 1);
          inOrder.add(font);
          resources.put(font.name(), font.font());
          return font;
        });
  }
}
