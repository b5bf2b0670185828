package io.verity.audit.report.render.pdf;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.verity.audit.report.render.pdf.EmbeddedFont.Glyph;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text into lines: at the places that Unicode allows, or between characters where a word is
 * wider than the line. ICU's rules and data, not the JDK's, which differ between versions.
 */
final class Typesetter {

  /** A word that is too wide breaks best after one of these. */
  private static final String AFTER = "-_/.:,@";

  private final Fonts fonts;
  private final BreakIterator places = BreakIterator.getLineInstance(ULocale.ROOT);
  private final BreakIterator characters = BreakIterator.getCharacterInstance(ULocale.ROOT);

  Typesetter(Fonts fonts) {
    this.fonts = fonts;
  }

  /** The text on one line, however wide. */
  TextLine line(String text, TextStyle style) {
    return visual(Script.prepare(text), style);
  }

  float width(String text, TextStyle style) {
    return width(Script.prepare(text), 0, -1, style);
  }

  /** The text on one line, cut with an ellipsis if it is wider. */
  TextLine cut(String text, TextStyle style, float width) {
    TextLine whole = line(text, style);
    int end = Math.min(text.length(), 400);
    while (whole.width() > width && end > 0) {
      end = text.offsetByCodePoints(end, -1);
      whole = line(text.substring(0, end).strip() + "…", style);
    }
    return whole;
  }

  /** At least one line; a line feed in the text begins a new one. */
  List<TextLine> wrap(String text, TextStyle style, float width) {
    List<TextLine> lines = new ArrayList<>(1);
    if (text.indexOf('\n') < 0) {
      wrapParagraph(Script.prepare(text), style, width, lines);
    } else {
      for (String paragraph : text.split("\r?\n", -1)) {
        wrapParagraph(Script.prepare(paragraph), style, width, lines);
      }
    }
    return lines;
  }

  private void wrapParagraph(String text, TextStyle style, float width, List<TextLine> lines) {
    if (width(text, 0, -1, style) <= width) {
      lines.add(visual(text, style));
      return;
    }
    if (oneWord(text)) {
      breakWord(text, style, width, lines);
      return;
    }
    places.setText(text);
    int start = 0;
    int end = 0;
    for (int next = places.next(); next != BreakIterator.DONE; next = places.next()) {
      if (width(text, start, trimmed(text, start, next), style) <= width) {
        end = next;
        continue;
      }
      if (end > start) {
        lines.add(visual(text.substring(start, trimmed(text, start, end)), style));
        start = end;
      }
      while (width(text, start, trimmed(text, start, next), style) > width) {
        int fits = charactersThatFit(text, start, next, style, width);
        lines.add(visual(text.substring(start, fits), style));
        start = fits;
      }
      end = next;
    }
    if (start < text.length()) {
      lines.add(visual(text.substring(start, trimmed(text, start, text.length())), style));
    }
  }

  /** Where a word that is too wide has to be broken; at least one character stays. */
  private int charactersThatFit(String text, int start, int end, TextStyle style, float width) {
    String word = text.substring(start, end);
    characters.setText(word);
    int fits = characters.next();
    int good = 0;
    for (int at = characters.next(); at != BreakIterator.DONE; at = characters.next()) {
      if (width(word, 0, at, style) > width) {
        break;
      }
      fits = at;
      good = AFTER.indexOf(word.charAt(at - 1)) >= 0 ? at : good;
    }
    return start + (good > fits / 3 ? good : fits);
  }

  /** An id, a name with underscores, a path: Unicode's rules break these at odd places. */
  private static boolean oneWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private void breakWord(String word, TextStyle style, float width, List<TextLine> lines) {
    int start = 0;
    while (width(word, start, -1, style) > width) {
      int fits = charactersThatFit(word, start, word.length(), style, width);
      lines.add(visual(word.substring(start, fits), style));
      start = fits;
    }
    lines.add(visual(word.substring(start), style));
  }

  private static int trimmed(String text, int start, int end) {
    int last = end;
    while (last > start && text.charAt(last - 1) == ' ') {
      last--;
    }
    return last;
  }

  private float width(String text, int start, int to, TextStyle style) {
    int end = to < 0 ? text.length() : to;
    float em = 0;
    for (int i = start; i < end; ) {
      int c = text.codePointAt(i);
      em += fonts.glyph(style.face(), c).width();
      i += Character.charCount(c);
    }
    return em * style.size();
  }

  private TextLine visual(String prepared, TextStyle style) {
    String text = Script.leftToRight(prepared);
    List<Glyph> glyphs = new ArrayList<>(text.length());
    float em = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      Glyph glyph = fonts.glyph(style.face(), c);
      glyphs.add(glyph);
      em += glyph.width();
      i += Character.charCount(c);
    }
    return new TextLine(glyphs, style, em * style.size());
  }
}
