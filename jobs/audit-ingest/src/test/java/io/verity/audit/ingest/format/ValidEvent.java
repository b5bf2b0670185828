package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.AuditEvent;
import io.verity.audit.trail.ByteSlice;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;

/** What holds of every event that a decoder accepts, checked without the decoder's own code. */
final class ValidEvent {

  private ValidEvent() {}

  static void check(AuditEvent event) {
    assertThat(text(event.eventType())).matches("[A-Za-z][A-Za-z0-9_.:-]{0,127}");
    assertThat(text(event.actorType())).matches("USER|SYSTEM|SERVICE");
    assertThat(text(event.action()))
        .matches(
            "CREATE|UPDATE|DELETE|REVOKE|APPROVE|READ|EXPORT|DISCLOSE|LOGIN|LOGOUT|GRANT|EXECUTE");
    text(event.resourceType());
    assertThat(event.resourceType().length()).isBetween(1, 256);
    text(event.details());
    assertThat(event.timestampMillis())
        .isBetween(
            Decoding.NOW.minus(Duration.ofDays(2554)).toEpochMilli(),
            Decoding.NEWEST.toEpochMilli());
  }

  private static String text(ByteSlice slice) {
    try {
      return UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(slice.array(), slice.offset(), slice.length()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("not UTF-8: " + slice, e);
    }
  }
}
