package io.verity.audit.report.render.pdf;

import io.verity.audit.report.render.pdf.EmbeddedFont.Glyph;
import java.util.List;

/**
 * A line of text, ready to be drawn from left to right.
 *
 * @param width in points
 */
record TextLine(List<Glyph> glyphs, TextStyle style, float width) {}
