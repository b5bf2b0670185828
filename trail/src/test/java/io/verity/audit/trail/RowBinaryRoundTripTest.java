package io.verity.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowBinaryRoundTripTest {

  @Property(tries = 500)
  void whatIsWrittenIsRead(
      @ForAll @IntRange(max = 255) int aByte,
      @ForAll @IntRange(max = 65_535) int aShort,
      @ForAll int anInt,
      @ForAll long aLong,
      @ForAll long aVarint,
      @ForAll byte[] bytes)
      throws IOException {
    UUID uuid = new UUID(aLong, anInt);
    ByteBuf buffer = new ByteBuf(1);
    buffer.putByte(aByte);
    buffer.putShort(aShort);
    buffer.putInt(anInt);
    buffer.putLong(aLong);
    buffer.putVarint(aVarint);
    buffer.putUuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    buffer.putString(bytes, 0, bytes.length);
    buffer.putNullableString(bytes);
    buffer.putNullableString(null);

    try (RowBinaryReader reader = reader(buffer)) {
      assertThat(reader.readByte()).isEqualTo(aByte);
      assertThat(reader.readShort()).isEqualTo(aShort);
      assertThat(reader.readInt()).isEqualTo(anInt);
      assertThat(reader.readLong()).isEqualTo(aLong);
      assertThat(reader.readVarint()).isEqualTo(aVarint);
      assertThat(reader.readUuid()).isEqualTo(uuid);
      assertThat(reader.readStringBytes()).isEqualTo(bytes);
      assertThat(reader.readNullableStringBytes()).isEqualTo(bytes);
      assertThat(reader.readNullableStringBytes()).isNull();
      assertThat(reader.hasNext()).isFalse();
    }
  }

  @Test
  void bytesAreClickHouses() {
    ByteBuf buffer = new ByteBuf(64);
    buffer.putInt(0x01020304);
    buffer.putVarint(300);
    buffer.putString("é");
    UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    buffer.putUuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());

    assertThat(HexFormat.of().formatHex(buffer.toBytes()))
        .isEqualTo("04030201" + "ac02" + "02c3a9" + "7766554433221100ffeeddccbbaa9988");
  }

  @Test
  void answerThatStopsInARowIsAnError() throws IOException {
    ByteBuf buffer = new ByteBuf(8);
    buffer.putInt(1);

    try (RowBinaryReader reader = reader(buffer)) {
      assertThatExceptionOfType(EOFException.class).isThrownBy(reader::readLong);
    }
  }

  @Test
  void clearedBufferForgetsContentAndSpareMemory() {
    ByteBuf buffer = new ByteBuf(4);
    buffer.putBytes(new byte[100], 0, 100);
    buffer.clear(8);

    assertThat(buffer.size()).isZero();
    assertThat(buffer.array()).hasSize(8);
  }

  private static RowBinaryReader reader(ByteBuf buffer) {
    return new RowBinaryReader(new ByteArrayInputStream(buffer.toBytes()));
  }
}
