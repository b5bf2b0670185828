package io.verity.audit.ingest.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class MonthTest {

  /** Years 1900 to 2299, which is what ClickHouse's DateTime64 holds. */
  @Property
  void isThatOfTheCalendar(
      @ForAll @Size(min = 1, max = 20)
          List<@LongRange(min = -2_208_988_800_000L, max = 10_413_791_999_999L) Long> times) {
    Month month = new Month();
    for (long millis : times) {
      assertThat(month.of(millis)).isEqualTo(calendar(millis));
    }
  }

  @Property(tries = 200)
  void theFirstAndTheLastMillisecondOfAMonth(
      @ForAll @LongRange(min = -840, max = 3900) long months) {
    long first =
        ZonedDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)
            .plusMonths(months)
            .toInstant()
            .toEpochMilli();
    Month month = new Month();
    assertThat(month.of(first)).isEqualTo(calendar(first));
    assertThat(month.of(first - 1)).isEqualTo(calendar(first - 1)).isNotEqualTo(month.of(first));
  }

  private static int calendar(long millis) {
    ZonedDateTime time = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
    return time.getYear() * 100 + time.getMonthValue();
  }
}
