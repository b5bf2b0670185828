package io.verity.audit.trail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.RejectedRow.Header;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The canonical bytes are for ever: a leaf written today must be recomputable in seven years. */
class GoldenRowsTest {

  private static final UUID BATCH = UUID.fromString("00000000-0000-0001-0000-000000000002");
  private static final UUID TOPIC = UUID.fromString("00000000-0000-0003-0000-000000000004");

  private static final String BATCH_HEX = "0100000000000000" + "0200000000000000";
  private static final String TOPIC_HEX = "0300000000000000" + "0400000000000000";

  @Test
  void auditRow() {
    AuditEvent event = new AuditEvent();
    event.eventId(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
    event.actorId(5, 6);
    event.resourceId(7, 8);
    event.eventType().set("t");
    event.actorType().set("USER");
    event.resourceType().set("");
    event.action().set("é");
    event.details().set("{}");
    event.timestampMillis(-1);
    ByteBuf row = new ByteBuf(16);
    AuditRow.encode(event, 256, origin(), row);

    assertThat(hex(row))
        .isEqualTo(
            "7766554433221100ffeeddccbbaa9988"
                + "0174"
                + "05000000000000000600000000000000"
                + "0455534552"
                + "00"
                + "07000000000000000800000000000000"
                + "02c3a9"
                + "027b7d"
                + "ffffffffffffffff"
                + "0001000000000000"
                + BATCH_HEX
                + TOPIC_HEX
                + "09000000"
                + "0a00000000000000");
  }

  @Test
  void rejectedRow() {
    RejectedRow reject =
        new RejectedRow(
            1, "r", null, List.of(new Header("h", null), new Header("", bytes("v"))), bytes("x"));
    ByteBuf row = new ByteBuf(16);
    reject.encode(256, origin(), row);

    assertThat(hex(row))
        .isEqualTo(
            TOPIC_HEX
                + "09000000"
                + "0a00000000000000"
                + "0100000000000000"
                + "0172"
                + "01"
                + "02"
                + "0168"
                + "01"
                + "00"
                + "000176"
                + "000178"
                + "0001000000000000"
                + BATCH_HEX);
  }

  private static RowOrigin origin() {
    RowOrigin origin = new RowOrigin();
    origin.batch(BATCH, TOPIC);
    origin.at(9, 10);
    return origin;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String hex(ByteBuf row) {
    return HexFormat.of().formatHex(row.toBytes());
  }
}
