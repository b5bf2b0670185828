package io.verity.audit.report.render.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalWriterTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CanonicalWriter json = new CanonicalWriter(bytes);

  @ParameterizedTest
  @CsvSource({
    "0.8920, 0.892",
    "83.00, 83",
    "0.00, 0",
    "-0.5, -0.5",
    "1E+3, 1000",
    "0.0000001, 1e-7",
    "9007199254740991, 9007199254740991",
    "18446744073709551615, \"18446744073709551615\""
  })
  void numbersAreAsEcmaScriptWritesThem(BigDecimal number, String written) throws IOException {
    json.number(number);

    assertThat(text()).isEqualTo(written);
  }

  @Test
  void escapesOnlyWhatHasToBe() throws IOException {
    json.text("\"\\/\u0001\n é € 😀 \u2028 \ud800");

    assertThat(text()).isEqualTo("\"\\\"\\\\/\\u0001\\n é € 😀 \u2028 \ufffd\"");
  }

  @Test
  void refusesKeysThatAreNotInOrder() throws IOException {
    json.object().key("b").number(1);

    assertThatThrownBy(() -> json.key("a")).hasMessageContaining("a after b");
    assertThatThrownBy(() -> json.key("b")).isInstanceOf(IllegalStateException.class);
  }

  private String text() throws IOException {
    json.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
