package io.verity.audit.report.render.pdf;

/**
 * How a text looks.
 *
 * @param size and leading, in points
 */
record TextStyle(Face face, float size, float leading, int colour) {

  /** The faces there are; each falls back to other fonts for what its own lacks. */
  enum Face {
    REGULAR,
    BOLD,
    /** For ids and SQL; narrow. */
    MONO
  }

  static final TextStyle BODY = new TextStyle(Face.REGULAR, 9.4f, 14f, Palette.INK);
  static final TextStyle SMALL = new TextStyle(Face.REGULAR, 7.4f, 10.4f, Palette.MUTED);
  static final TextStyle NOTE = new TextStyle(Face.REGULAR, 8f, 11.4f, Palette.MUTED);
  static final TextStyle CELL = new TextStyle(Face.REGULAR, 7.6f, 10.2f, Palette.INK);
  static final TextStyle CELL_ID = new TextStyle(Face.MONO, 6.8f, 10.2f, Palette.INK);
  static final TextStyle HEAD = new TextStyle(Face.BOLD, 7.2f, 9.6f, Palette.INK);
  static final TextStyle SOURCE = new TextStyle(Face.MONO, 6.8f, 9.2f, Palette.MUTED);
  static final TextStyle SQL = new TextStyle(Face.MONO, 7f, 9.2f, Palette.INK);
  static final TextStyle H1 = new TextStyle(Face.BOLD, 19f, 25f, Palette.ACCENT);
  static final TextStyle H2 = new TextStyle(Face.BOLD, 12f, 16f, Palette.INK);
  static final TextStyle H3 = new TextStyle(Face.BOLD, 9.6f, 13f, Palette.INK);

  TextStyle in(int otherColour) {
    return new TextStyle(face, size, leading, otherColour);
  }

  TextStyle bold() {
    return new TextStyle(Face.BOLD, size, leading, colour);
  }

  TextStyle at(float otherSize, float otherLeading) {
    return new TextStyle(face, otherSize, otherLeading, colour);
  }
}
