package io.verity.audit.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChaosRecordsTest {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

  private final ChaosRecords records = new ChaosRecords(1);

  @Test
  void anEventIsKnownByItsId() {
    assertThat(records.numberOf(records.eventId(123_456))).isEqualTo(123_456);
    assertThat(new String(records.value(123_456, NOW)))
        .contains(records.eventId(123_456).toString());
  }

  @Test
  void garbageIsKnownByKeyAndBytes() {
    int garbage = 0;
    for (long number = 0; number < 400; number++) {
      byte[] key = records.key(number);
      byte[] value = records.value(number, NOW);
      if (records.isGarbage(number)) {
        assertThat(records.numberOf(key, value)).isEqualTo(number);
        assertThat(records.numberOf(key, new byte[] {1})).isEqualTo(-1);
        garbage++;
      } else {
        assertThat(records.numberOf(key, value)).isEqualTo(-1);
      }
    }
    assertThat(garbage).isEqualTo(8);
  }

  @Test
  void garbageInTheTableOfEventsIsUnknown() {
    assertThat(records.isGarbage(57)).isTrue();
    assertThat(records.numberOf(records.eventId(57))).isEqualTo(-1);
  }

  @Test
  void whatIsOfAnotherCampaignIsUnknown() {
    assertThat(records.numberOf(new ChaosRecords(2).eventId(1))).isEqualTo(-1);
    assertThat(records.numberOf(UUID.randomUUID())).isEqualTo(-1);
    assertThat(records.numberOf(null, null)).isEqualTo(-1);
    assertThat(records.numberOf("key".getBytes(), null)).isEqualTo(-1);
  }

  @Test
  void someEventsAreOfOtherMonths() {
    assertThat(new String(records.value(3, NOW)))
        .contains("\"timestamp\":\"2026-05-22T12:00:00Z\"");
    assertThat(new String(records.value(0, NOW)))
        .contains("\"timestamp\":\"2026-07-01T12:00:00Z\"");
  }
}
