package io.verity.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DictionaryTest {

  @Property(tries = 300)
  void textsKeepTheOrderOfTheirAppearanceAndAreCounted(
      @ForAll @Size(max = 200) List<String> asked) {
    Dictionary dictionary = new Dictionary();
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String raw : asked) {
      String text = utf8(raw);
      int index = dictionary.index(slice(text));
      counts.merge(text, 1L, Long::sum);
      assertThat(dictionary.text(index)).isEqualTo(text);
    }

    assertThat(dictionary.size()).isEqualTo(counts.size());
    int index = 0;
    for (Map.Entry<String, Long> entry : counts.entrySet()) {
      assertThat(dictionary.text(index)).isEqualTo(entry.getKey());
      assertThat(dictionary.count(index++)).isEqualTo(entry.getValue());
    }
  }

  @Test
  void growsToManyTexts() throws IOException {
    Dictionary dictionary = new Dictionary();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 70_000; i++) {
      texts.add("text " + i);
      assertThat(dictionary.index(slice(texts.get(i)))).isEqualTo(i);
    }
    ByteBuf written = new ByteBuf(16);
    dictionary.writeTo(written);

    try (RowBinaryReader reader =
        new RowBinaryReader(new ByteArrayInputStream(written.toBytes()))) {
      for (String text : texts) {
        assertThat(reader.readString()).isEqualTo(text);
      }
      assertThat(reader.hasNext()).isFalse();
    }
  }

  /** Lone surrogates have no UTF-8 form. */
  private static String utf8(String text) {
    return slice(text).toString();
  }

  private static ByteSlice slice(String text) {
    ByteSlice slice = new ByteSlice();
    slice.set(text);
    return slice;
  }
}
