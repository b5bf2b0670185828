package io.verity.audit.cli.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void passesOverEmptyLinesOnly() throws IOException {
    assertThat(lines("a\n\n\r\n  \n\tb\n")).containsExactly("a", "  ", "\tb");
  }

  @Test
  void takesOneCarriageReturnBeforeTheLineEnd() throws IOException {
    assertThat(lines("a\r\nb\r\r\nc\rd\n\re\r")).containsExactly("a", "b\r", "c\rd", "\re\r");
  }

  @Test
  void needsNoFinalLineEnd() throws IOException {
    assertThat(lines("a\nb")).containsExactly("a", "b");
    assertThat(lines("")).isEmpty();
  }

  @Test
  void refusesALineThatNoRecordHolds() {
    LineReader reader = new LineReader(stream("ok\n" + "x".repeat(3 << 20)), 2 << 20);
    assertThatThrownBy(
            () -> {
              while (reader.next() != null) {
                // until the long one
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2 is longer than 2 MiB");
  }

  @Property
  void keepsEveryByteOfEveryLine(@ForAll("texts") byte[] text) throws IOException {
    String whole = new String(text, ISO_8859_1);
    List<String> expected = new ArrayList<>();
    String[] parts = whole.split("\n", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean ended = i < parts.length - 1;
      String line = ended && parts[i].endsWith("\r") ? dropLast(parts[i]) : parts[i];
      if (!line.isEmpty()) {
        expected.add(line);
      }
    }
    assertThat(lines(whole)).isEqualTo(expected);
  }

  /** Line ends are frequent, and some lines are longer than the reader's block. */
  @Provide
  Arbitrary<byte[]> texts() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of("\n", "\r\n", "\r", "\n\n"),
            Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(20),
            Arbitraries.integers().between(65_530, 65_540).map("x"::repeat));
    return piece.list().ofMaxSize(12).map(list -> String.join("", list).getBytes(ISO_8859_1));
  }

  private static String dropLast(String text) {
    return text.substring(0, text.length() - 1);
  }

  private static List<String> lines(String text) throws IOException {
    LineReader reader = new LineReader(stream(text), 1 << 24);
    List<String> lines = new ArrayList<>();
    for (byte[] line = reader.next(); line != null; line = reader.next()) {
      lines.add(new String(line, ISO_8859_1));
    }
    return lines;
  }

  /** Hands out few bytes at a time, as a pipe does. */
  private static ByteArrayInputStream stream(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length)) {
      private int calls;

      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, calls++ % 3 == 0 ? Math.min(length, 7) : length);
      }
    };
  }
}
