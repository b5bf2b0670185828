package io.verity.audit.report.render.pdf;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.text.ArabicShaping;
import com.ibm.icu.text.ArabicShapingException;
import com.ibm.icu.text.Bidi;
import com.ibm.icu.text.Normalizer2;

/**
 * Makes text drawable glyph by glyph: composed, Arabic letters in the form that their place asks
 * for, right-to-left runs turned. Characters that would hide or reorder other text (controls,
 * bidirectional overrides, zero-width marks) are shown as the placeholder: what an auditor reads
 * has to be what the trail holds.
 */
final class Script {

  private static final ArabicShaping ARABIC =
      new ArabicShaping(ArabicShaping.LETTERS_SHAPE | ArabicShaping.TEXT_DIRECTION_LOGICAL);

  private Script() {}

  /** Composed and shaped, in logical order, without line feeds. */
  static String prepare(String text) {
    boolean simple = true;
    for (int i = 0; i < text.length() && simple; i++) {
      char c = text.charAt(i);
      simple = c >= ' ' && c < 0x7F || c > 0xA0 && c < 0x300 && c != 0xAD;
    }
    return simple ? text : shape(visible(Normalizer2.getNFCInstance().normalize(text)));
  }

  /** As it is drawn, from left to right. */
  static String leftToRight(String prepared) {
    if (!Bidi.requiresBidi(prepared.toCharArray(), 0, prepared.length())) {
      return prepared;
    }
    Bidi bidi = new Bidi(prepared, Bidi.LEVEL_DEFAULT_LTR);
    return bidi.writeReordered(Bidi.DO_MIRRORING | Bidi.KEEP_BASE_COMBINING);
  }

  private static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> visible(c, out));
    return out.toString();
  }

  private static void visible(int c, StringBuilder out) {
    int kind = UCharacter.getType(c);
    if (c == '\t' || kind == UCharacterCategory.SPACE_SEPARATOR && c != 0x202F) {
      out.append(' ');
    } else if (c == 0x200C || c == 0x200D || c >= 0xFE00 && c <= 0xFE0F) {
      // joiners and variation selectors choose a form that we do not have
      return;
    } else if (kind == UCharacterCategory.CONTROL
        || kind == UCharacterCategory.FORMAT
        || kind == UCharacterCategory.SURROGATE
        || kind == UCharacterCategory.LINE_SEPARATOR
        || kind == UCharacterCategory.PARAGRAPH_SEPARATOR) {
      out.appendCodePoint(Fonts.PLACEHOLDER);
    } else {
      out.appendCodePoint(c);
    }
  }

  private static String shape(String text) {
    try {
      return ARABIC.shape(text);
    } catch (ArabicShapingException e) {
      return text;
    }
  }
}
