package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadsheetSafeTest {

  private static String safe(String text) {
    return new SpreadsheetSafe().eval(text);
  }

  @Test
  void aFormulaIsMadeText() {
    for (String text : new String[] {"=HYPERLINK(\"x\")", "+1", "-1", "@x", "\t=1", "\r=1", "＝1"}) {
      assertThat(safe(text)).isEqualTo("'" + text);
    }
  }

  @Test
  void otherTextStays() {
    for (String text : new String[] {"", "a=1", " =1", "Müller & Söhne"}) {
      assertThat(safe(text)).isEqualTo(text);
    }
    assertThat(safe(null)).isNull();
  }

  @Test
  void inSql() {
    assertThat(Sql.rows("SELECT SPREADSHEET_SAFE(t) FROM (VALUES ('=1'), ('x')) AS t(t)"))
        .containsExactlyInAnyOrder("'=1", "x");
  }
}
