package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LargeRecordTest {

  private static final int SIZE = 20 << 20;

  @Test
  void acceptsTwentyMegabytes() throws RejectedException {
    String text = "\"" + "x".repeat(SIZE) + "\"";
    assertKept("{\"a\":" + text + "}");
    assertKept("{" + text + ":1}");
    assertKept("{\"a\":" + "9".repeat(SIZE) + "}");
    assertThat(
            Decoding.decode("verity", new VerityRecord().with("details", text).toString())
                .details()
                .length())
        .isEqualTo(SIZE);
    assertThat(
            Decoding.decode(
                    "verity",
                    new VerityRecord().with("details", text.replace("x", "\\n")).toString())
                .details()
                .length())
        .isEqualTo(SIZE);
  }

  private static void assertKept(String object) throws RejectedException {
    byte[] details = object.getBytes(UTF_8);
    String record = new VerityRecord().with("details", object).toString();
    assertThat(Decoding.decode("verity", record).details().toBytes()).isEqualTo(details);
  }

  @Test
  void quotesLittleOfIt() {
    String text = "\"" + "x".repeat(SIZE) + "\"";
    assertThat(Decoding.reason("verity", new VerityRecord().with("event_id", text).toString()))
        .isEqualTo(
            "field event_id: expected a UUID of 36 characters, got \"" + "x".repeat(64) + "…\"");
    assertThat(Decoding.reason("verity", "{\"a\":" + "x".repeat(SIZE))).hasSizeLessThan(300);
    assertThat(Decoding.reason("cloudtrail", "{\"eventName\":\"" + "X".repeat(SIZE) + "\"}"))
        .hasSizeLessThan(300);
  }
}
