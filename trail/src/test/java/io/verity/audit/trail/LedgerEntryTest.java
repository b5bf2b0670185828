package io.verity.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.verity.audit.trail.LedgerEntry.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LedgerEntryTest {

  private final LedgerEntry entry =
      LedgerEntry.of(Kind.COMMITTED, batch(), "1.0", "job", 42, true, 1_767_225_600_000L);

  @Test
  void isReadAsItWasWritten() throws IOException {
    LedgerEntry read = decode(encode(entry));

    assertThat(read.kind()).isEqualTo(Kind.COMMITTED);
    assertThat(read.batch().runs()).isEqualTo(entry.batch().runs());
    assertThat(read.batch().root()).isEqualTo(entry.batch().root());
    assertThat(read.checkpointId()).isEqualTo(42);
    assertThat(read.recovered()).isTrue();
    assertThat(read.isIntact()).isTrue();
    assertThat(encode(read)).isEqualTo(encode(entry));
  }

  @Test
  void changeOfAnyByteShows() throws IOException {
    byte[] bytes = encode(entry);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThat(isAcceptable(changed)).as("byte %d changed", i).isFalse();
    }
  }

  @Test
  void valuesThatNoWriterWritesAreRefused() {
    byte[] unknownKind = encode(entry);
    unknownKind[0] = 3;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> decode(unknownKind))
        .withMessageContaining("code 3");
  }

  private static boolean isAcceptable(byte[] bytes) {
    try {
      return decode(bytes).isIntact();
    } catch (IllegalArgumentException | IOException e) {
      return false;
    }
  }

  private static BatchMeta batch() {
    AuditBatch batch = new AuditBatch(202601, Samples.TOPIC, Samples.TOPIC_ID, 1);
    batch.add(Samples.event(1, 1_767_225_600_000L), 0, 10);
    batch.add(Samples.event(2, 1_767_225_600_001L), 3, 7);
    batch.addHoles(3, 8, 9);
    return batch.seal();
  }

  private static byte[] encode(LedgerEntry entry) {
    ByteBuf bytes = new ByteBuf(16);
    entry.encode(bytes);
    return bytes.toBytes();
  }

  private static LedgerEntry decode(byte[] bytes) throws IOException {
    try (RowBinaryReader reader = new RowBinaryReader(new ByteArrayInputStream(bytes))) {
      return LedgerEntry.decode(reader);
    }
  }
}
