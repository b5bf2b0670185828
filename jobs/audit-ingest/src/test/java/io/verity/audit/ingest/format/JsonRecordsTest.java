package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are no JSON object; each rule holds in every JSON format. */
class JsonRecordsTest {

  private static String reason(String record) {
    String reason = Decoding.reason("verity", record);
    assertThat(Decoding.reason("cloudtrail", record)).isEqualTo(reason);
    return reason;
  }

  private static String reason(byte[] record) {
    return Decoding.reason("verity", record);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|an array",
        "5|number 5",
        "null|null",
        "\"x\\u0000\\n\"|\"x\\u0000\\n\"",
        "`  \n`|nothing but white space"
      })
  void refusesWhatIsNoObject(String json, String got) {
    assertThat(reason(json)).isEqualTo("expected a JSON object, got " + got);
  }

  @Test
  void refusesWhatEndsTooEarly() {
    assertThat(reason("{")).isEqualTo("not valid JSON: ends too early, after byte 1");
    assertThat(reason("{\"x\":[1,\"a")).isEqualTo("not valid JSON: ends too early, after byte 10");
    assertThat(reason("{\"x\":tr")).startsWith("not valid JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{x:1}", "{'x':1}", "{\"x\":01}", "{\"x\":NaN}", "{\"x\":1,}", "{\"x\":\"\t\"}",
        "{\"x\":[}]}", "{\"x\":\"\\q\"}", "{\"x\" 1}", "// c\n{}", "plain text", "{\"x\":[1}"
      })
  void refusesWhatIsNoJson(String text) {
    assertThat(reason(text))
        .matches("not valid JSON near byte \\d+: [^\n]{1,201}")
        .doesNotContain("Source");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "}", "{}", ",", "\u00a0", "\u0000", "null"})
  void refusesTextAfterTheObject(String text) {
    String record = new VerityRecord() + " \r\n\t";
    assertThat(Decoding.reason("verity", record)).isEqualTo("accepted");
    assertThat(Decoding.reason("verity", record + text))
        .isEqualTo("text after the JSON object, at byte " + record.length());
  }

  @Test
  void refusesDeepNesting() {
    assertThat(deep(999)).isEqualTo("accepted");
    assertThat(deep(1000)).isEqualTo("JSON nested deeper than 1000 levels");
    assertThat(deep(5_000_000)).isEqualTo("JSON nested deeper than 1000 levels");
  }

  private static String deep(int levels) {
    String arrays = "[".repeat(levels - 1) + "]".repeat(levels - 1);
    return Decoding.reason(
        "verity", new VerityRecord().with("details", "{\"a\":" + arrays + "}").toString());
  }

  @Test
  void refusesOtherEncodings() {
    String record = new VerityRecord().toString();
    String nul = "a NUL among the first 4 bytes, as in UTF-16 or UTF-32: expected UTF-8";
    assertThat(reason(record.getBytes(UTF_16BE))).isEqualTo(nul);
    assertThat(reason(record.getBytes(UTF_16LE))).isEqualTo(nul);
    assertThat(reason(record.getBytes(Charset.forName("UTF-32LE")))).isEqualTo(nul);
    assertThat(reason(record.getBytes(Charset.forName("UTF-32BE")))).isEqualTo(nul);
    String mark = "starts with a byte order mark: expected plain UTF-8";
    assertThat(reason("\ufeff" + record)).isEqualTo(mark);
    assertThat(reason(("\ufeff" + record).getBytes(UTF_16BE))).isEqualTo(mark);
    assertThat(reason(("\ufeff" + record).getBytes(UTF_16LE))).isEqualTo(mark);
  }

  @Test
  void refusesWhatIsNoUtf8() {
    String record = new VerityRecord().with("details", "{\"a\":\"é\"}").toString();
    assertThat(reason(record.getBytes(ISO_8859_1)))
        .isEqualTo("not valid UTF-8 at byte " + record.indexOf('é'));
  }
}
