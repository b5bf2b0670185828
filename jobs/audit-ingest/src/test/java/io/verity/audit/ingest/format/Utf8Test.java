package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Against the decoder and the encoder of the Java platform. */
class Utf8Test {

  private static int firstInvalidByThePlatform(byte[] text) {
    CharsetDecoder decoder = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(text);
    boolean error = decoder.decode(in, CharBuffer.allocate(text.length + 1), true).isError();
    return error ? in.position() : -1;
  }

  @Property
  void agreesOnRandomBytes(@ForAll byte[] text) {
    assertThat(Utf8.firstInvalid(text)).isEqualTo(firstInvalidByThePlatform(text));
  }

  @Property
  void agreesOnDamagedText(
      @ForAll String text, @ForAll byte damage, @ForAll @IntRange(max = 1000) int at) {
    byte[] bytes = ("some ASCII in front " + text).getBytes(UTF_8);
    bytes[at % bytes.length] = damage;
    assertThat(Utf8.firstInvalid(bytes)).isEqualTo(firstInvalidByThePlatform(bytes));
  }

  @Property
  void agreesAtEveryBoundary(
      @ForAll @IntRange(min = 0xBF, max = 0xFF) int lead, @ForAll @Size(3) byte[] tail) {
    for (int second = 0x7F; second <= 0xC0; second++) {
      byte[] bytes = {(byte) lead, (byte) second, tail[0], (byte) (tail[1] & 0x3F | 0x80), tail[2]};
      assertThat(Utf8.firstInvalid(bytes)).isEqualTo(firstInvalidByThePlatform(bytes));
    }
  }

  @Property
  void encodesAsThePlatform(@ForAll char[] text) {
    GrowableBytes to = new GrowableBytes();
    boolean encoded = Utf8.append(text, 0, text.length, to);
    assertThat(encoded).isEqualTo(UTF_8.newEncoder().canEncode(new String(text)));
    if (encoded) {
      assertThat(Arrays.copyOf(to.array(), to.length()))
          .isEqualTo(new String(text).getBytes(UTF_8));
    }
  }

  @Property
  void encodesEveryCodePoint(@ForAll @IntRange(max = 0x10FFFF) int point) {
    encodesAsThePlatform(Character.toChars(point));
  }
}
