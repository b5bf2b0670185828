package io.verity.audit.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InputFormatsTest {

  @Test
  void hasTheFormatsOfThisModule() {
    InputFormats formats = InputFormats.load();
    assertThat(formats.names()).containsExactly("cloudtrail", "verity");
    assertThat(formats.byName("verity")).isInstanceOf(VerityFormat.class);
  }

  @Test
  void findsAFormatThatTheClassPathAdds() {
    InputFormats formats = FormatExtension.load();
    assertThat(formats.names()).containsExactly("cloudtrail", "fixed", "verity");
    assertThat(formats.byName("fixed")).isInstanceOf(FixedFormat.class);
  }

  @Test
  void worksWithoutAContextClassLoader() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(null);
    try {
      assertThat(InputFormats.load().names()).contains("cloudtrail", "verity");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void namesTheKnownFormatsForAnUnknownOne() {
    assertThatThrownBy(() -> InputFormats.load().byName("avro"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown input format \"avro\": known are cloudtrail, verity");
  }
}
