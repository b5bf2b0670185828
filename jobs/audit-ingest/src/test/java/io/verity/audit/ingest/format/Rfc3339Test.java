package io.verity.audit.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class Rfc3339Test {

  private static long parse(String text) {
    char[] chars = ("##" + text + "##").toCharArray();
    return Rfc3339.parse(chars, 2, text.length());
  }

  @Property
  void agreesWithThePlatform(
      @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
      @ForAll @IntRange(max = 999_999_999) int nano,
      @ForAll @IntRange(min = -1079, max = 1079) int zoneMinutes,
      @ForAll @IntRange(max = 9) int digits) {
    OffsetDateTime time =
        LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC)
            .atOffset(ZoneOffset.ofTotalSeconds(zoneMinutes * 60));
    String fraction = digits == 0 ? "" : "." + "S".repeat(digits);
    String text =
        time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss" + fraction + "xxx"));
    long expected = OffsetDateTime.parse(text).toInstant().toEpochMilli();
    assertThat(parse(text)).as(text).isEqualTo(expected);
  }

  @Property(tries = 20_000)
  void knowsTheCalendar(
      @ForAll @IntRange(max = 9999) int year,
      @ForAll @IntRange(max = 13) int month,
      @ForAll @IntRange(max = 32) int day) {
    String text = String.format("%04d-%02d-%02dT00:00:00Z", year, month, day);
    long expected;
    try {
      expected = OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      expected = Rfc3339.NO_SUCH_TIME;
    }
    assertThat(parse(text)).as(text).isEqualTo(expected);
  }

  @Test
  void takesEveryFormOfRfc3339() {
    long expected = 1_769_851_800_123L;
    assertThat(parse("2026-01-31T09:30:00.123Z")).isEqualTo(expected);
    assertThat(parse("2026-01-31t09:30:00.123z")).isEqualTo(expected);
    assertThat(parse("2026-01-31 09:30:00.123999999Z")).isEqualTo(expected);
    assertThat(parse("2026-01-31T10:30:00.123+01:00")).isEqualTo(expected);
    assertThat(parse("2026-01-30T22:00:00.123-11:30")).isEqualTo(expected);
    assertThat(parse("2026-01-31T09:30:00.123-00:00")).isEqualTo(expected);
    assertThat(parse("2026-01-31T09:30:00.1Z")).isEqualTo(expected - 23);
    assertThat(parse("2026-01-31T09:30:00Z")).isEqualTo(expected - 123);
    assertThat(parse("1969-12-31T23:59:59.9999Z")).isEqualTo(-1);
  }

  @Test
  void saysWhyNot() {
    assertThat(parse("2026-01-31T09:30:00")).isEqualTo(Rfc3339.NO_ZONE);
    assertThat(parse("2026-01-31T09:30:00.5")).isEqualTo(Rfc3339.NO_ZONE);
    assertThat(parse("2016-12-31T23:59:60Z")).isEqualTo(Rfc3339.LEAP_SECOND);
    assertThat(parse("2016-12-31T23:59:61Z")).isEqualTo(Rfc3339.NO_SUCH_TIME);
    assertThat(parse("2026-02-29T00:00:00Z")).isEqualTo(Rfc3339.NO_SUCH_TIME);
    assertThat(parse("2026-01-31T24:00:00Z")).isEqualTo(Rfc3339.NO_SUCH_TIME);
    assertThat(parse("2026-01-31T09:60:00Z")).isEqualTo(Rfc3339.NO_SUCH_TIME);
    assertThat(parse("2026-01-31T09:30:00+24:00")).isEqualTo(Rfc3339.NO_SUCH_TIME);
    assertThat(parse("2026-01-31T09:30:00+01:60")).isEqualTo(Rfc3339.NO_SUCH_TIME);
    for (String malformed :
        new String[] {
          "",
          "2026-01-31",
          "2026-01-31T09:30Z",
          "2026-01-31T09:30:00.Z",
          "2026-01-31T09:30:00.1234567890Z",
          "2026-01-31T09:30:00,1Z",
          "2026-01-31T09:30:00ZZ",
          "2026-01-31T09:30:00+0100",
          "2026-01-31T09:30:00+01",
          "2026-01-31T09:30:00*01:00",
          "2026-01-31T09:30:00+1x:00",
          "2026-01-31_09:30:00Z",
          "2026/01/31T09:30:00Z",
          "+026-01-31T09:30:00Z",
          "20x6-01-31T09:30:00Z",
          "２026-01-31T09:30:00Z",
          " 2026-01-31T09:30:00Z"
        }) {
      assertThat(parse(malformed)).as(malformed).isEqualTo(Rfc3339.MALFORMED);
    }
  }
}
