package io.verity.audit.report.render.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypesetterTest {

  @TempDir Path scratch;
  private PdfFile file;
  private Typesetter type;

  @BeforeEach
  void open() {
    file = new PdfFile(scratch);
    type = new Typesetter(file.fonts());
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Decide the review. If this reviewer is late often, name a deputy.",
        "averyveryveryverylongwordwithoutanyplacewhereitcouldbebroken",
        "田中さくらは監査報告書を読みましたがまだ終わっていません",
        "สมชายใจดีอ่านรายงานการตรวจสอบแล้วแต่ยังไม่เสร็จ",
        "محمد حداد قرأ تقرير المراجعة ولم ينته منه بعد",
        "a b averyveryveryverylongwordwithoutanyplace c d"
      })
  void noLineIsWiderThanItsColumnAndNothingIsLost(String text) {
    List<TextLine> lines = type.wrap(text, TextStyle.CELL, 60);

    assertThat(lines).hasSizeGreaterThan(2).allMatch(line -> line.width() <= 60);
    int drawn = lines.stream().mapToInt(line -> line.glyphs().size()).sum();
    long spaces = text.chars().filter(c -> c == ' ').count();
    assertThat(drawn).isBetween(text.length() - (int) spaces - 2, text.length());
  }

  @Test
  void anIdBreaksAfterAHyphen() {
    List<TextLine> lines = type.wrap("2af40459-c10e-3b8a-889a-0403f89a6973", TextStyle.CELL_ID, 75);

    assertThat(lines)
        .extracting(TypesetterTest::text)
        .containsExactly("2af40459-c10e-3b8a-", "889a-0403f89a6973");
  }

  @Test
  void rightToLeftIsTurnedAndItsNumbersAreNot() {
    assertThat(text(type.line("שרה 12", TextStyle.CELL))).isEqualTo("12 הרש");
  }

  @Test
  void arabicLettersAreJoined() {
    assertThat(text(type.line("سلام", TextStyle.CELL))).isEqualTo("\ufee1\ufefc\ufeb3");
  }

  @Test
  void whatHidesOrReordersTextIsShownAsThePlaceholder() {
    assertThat(text(type.line("\u202Egnp\u200B\u0007.exe\uE000", TextStyle.CELL)))
        .isEqualTo("\ufffdgnp\ufffd\ufffd.exe\ufffd");
  }

  @Test
  void anAccentIsPutOnItsLetter() {
    assertThat(text(type.line("e\u0301", TextStyle.CELL))).isEqualTo("é");
  }

  private static String text(TextLine line) {
    StringBuilder text = new StringBuilder();
    line.glyphs().forEach(glyph -> text.appendCodePoint(glyph.codePoint()));
    return text.toString();
  }
}
