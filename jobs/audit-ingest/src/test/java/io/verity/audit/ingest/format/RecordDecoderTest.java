package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.verity.audit.trail.AuditEvent;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {

  private final AuditEvent event = new AuditEvent();
  private final RecordDecoder decoder =
      new RecordDecoder(FormatExtension.load(), "verity", Decoding.LIMITS);

  private String reason(String format, String value) {
    RejectedException rejected =
        catchThrowableOfType(RejectedException.class, () -> decode(format, value));
    return rejected == null ? "accepted" : rejected.getMessage();
  }

  private void decode(String format, String value) throws RejectedException {
    decoder.decode(
        format == null ? null : format.getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8),
        event);
  }

  @Test
  void decodesByHeaderElseByDefault() throws RejectedException {
    String record = new VerityRecord().toString();
    for (int round = 0; round < 2; round++) {
      decode(null, record);
      assertThat(event.eventType()).hasToString("CONSENT_GIVEN");
      decode("fixed", "anything");
      assertThat(event.details()).hasToString("anything");
      decode("verity", record);
      assertThat(event.details()).hasToString("{}");
      assertThat(reason("cloudtrail", record)).startsWith("missing required fields eventID,");
    }
  }

  @Test
  void refusesTombstones() {
    assertThat(reason(null, null)).isEqualTo("empty value (tombstone)");
    assertThat(reason("cloudtrail", "")).isEqualTo("empty value (tombstone)");
  }

  @Test
  void refusesUnknownFormats() {
    String known = ": known are cloudtrail, fixed, verity (header verity-format)";
    assertThat(reason("avro\n", "{}")).isEqualTo("unknown input format \"avro\\n\"" + known);
    assertThat(reason("", "{}")).isEqualTo("unknown input format \"\"" + known);
    assertThat(reason("VERITY", null)).isEqualTo("unknown input format \"VERITY\"" + known);
  }

  @Test
  void refusesAnUnknownDefault() {
    assertThatThrownBy(() -> Decoding.decoder("avro"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown input format \"avro\": known are cloudtrail, verity");
  }

  @Test
  void survivesFaultyFormats() throws RejectedException {
    assertThat(reason("fixed", "!"))
        .isEqualTo(
            "internal error in format fixed: java.lang.IllegalStateException: on purpose\\n");
    assertThat(reason("fixed", "~"))
        .isEqualTo("internal error in format fixed: java.lang.StackOverflowError");
    decode("fixed", "on");
    assertThat(event.details()).hasToString("on");
  }

  @Test
  void rejectionsHaveNoStackTrace() {
    RejectedException rejected =
        catchThrowableOfType(RejectedException.class, () -> decode(null, null));
    assertThat(rejected.getStackTrace()).isEmpty();
  }
}
