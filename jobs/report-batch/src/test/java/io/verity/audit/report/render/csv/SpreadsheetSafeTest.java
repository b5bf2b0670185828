package io.verity.audit.report.render.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetSafeTest {

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
  void aFormulaIsMadeAText(String text) {
    assertThat(SpreadsheetSafe.text(text)).isEqualTo("'" + text);
  }

  @Test
  void otherTextsStay() {
    assertThat(SpreadsheetSafe.text("a=1")).isEqualTo("a=1");
    assertThat(SpreadsheetSafe.text("")).isEmpty();
    assertThat(SpreadsheetSafe.text(null)).isNull();
  }
}
