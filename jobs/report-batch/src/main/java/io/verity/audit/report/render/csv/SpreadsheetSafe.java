package io.verity.audit.report.render.csv;

/**
 * Texts that a spreadsheet would run as a formula, made harmless: an apostrophe before them. Only
 * for texts; a negative number has to stay a number.
 */
final class SpreadsheetSafe {

  private static final String STARTS_A_FORMULA = "=+-@\t\r\n";

  private SpreadsheetSafe() {}

  static String text(String text) {
    return text == null || text.isEmpty() || STARTS_A_FORMULA.indexOf(text.charAt(0)) < 0
        ? text
        : "'" + text;
  }
}
