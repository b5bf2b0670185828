package io.verity.audit.udf;

import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code SPREADSHEET_SAFE(text)}: a text that a spreadsheet would take for a formula gets an
 * apostrophe in front of it (OWASP, CSV injection).
 */
public final class SpreadsheetSafe extends ScalarFunction {

  private static final String STARTS_A_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  public String eval(String text) {
    if (text == null || text.isEmpty() || STARTS_A_FORMULA.indexOf(text.charAt(0)) < 0) {
      return text;
    }
    return "'" + text;
  }
}
