package io.verity.audit.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuoteTest {

  @Test
  void escapesWhatIsNotPlain() {
    assertThat(Quote.of("a\n\r\t\"\\\u0000\u007f\u202e\u2028\ud800é😀"))
        .isEqualTo("\"a\\n\\r\\t\\\"\\\\\\u0000\\u007f\\u202e\\u2028\\ud800é😀\"");
  }

  @Test
  void shortens() {
    assertThat(Quote.of("x".repeat(64))).isEqualTo('"' + "x".repeat(64) + '"');
    assertThat(Quote.of("x".repeat(65))).isEqualTo('"' + "x".repeat(64) + "…\"");
    assertThat(Quote.of("x".repeat(63) + "😀")).isEqualTo('"' + "x".repeat(63) + "…\"");
    char[] text = ("##" + "x".repeat(1000)).toCharArray();
    assertThat(Quote.of(text, 2, 1000)).isEqualTo('"' + "x".repeat(64) + "…\"");
    assertThat(Quote.of(text, 2, 3)).isEqualTo("\"xxx\"");
  }
}
