package io.verity.audit.collect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import io.verity.audit.collect.engine.CronTimes.Period;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTimesTest {

  @ParameterizedTest
  @CsvSource({
    "0 * * * *,      2026-07-01T10:00:00Z,     2026-07-01T09:00:00Z",
    "0 * * * *,      2026-07-01T10:00:00.001Z, 2026-07-01T10:00:00Z",
    "17 3 * * *,     2026-07-01T03:17:00Z,     2026-06-30T03:17:00Z",
    "0 0 1 1-12/3 *, 2026-07-01T00:00:00Z,     2026-04-01T00:00:00Z",
    "0 0 29 2 *,     2026-07-01T00:00:00Z,     2024-02-29T00:00:00Z",
    "0 0 29 2 *,     2104-02-29T00:00:00Z,     2096-02-29T00:00:00Z",
    "* * * 1 *,      2027-01-01T00:00:00Z,     2026-01-31T23:59:00Z",
  })
  void knowsTheMomentBefore(String cron, Instant before, Instant previous) {
    assertThat(new CronTimes(cron).previous(before)).isEqualTo(previous);
  }

  @Test
  void isInUtcWhateverTheMachineIsIn() {
    assertThat(new CronTimes("30 2 * * *").next(Instant.parse("2026-03-29T00:00:00Z")))
        .isEqualTo("2026-03-29T02:30:00Z");
  }

  @Test
  void givesThePeriodsThatHaveEndedOldestFirst() {
    assertThat(ended("2026-07-01T08:00:00Z", "2026-07-01T10:59:59Z", 48))
        .containsExactly(
            period("2026-07-01T08:00:00Z", "2026-07-01T09:00:00Z"),
            period("2026-07-01T09:00:00Z", "2026-07-01T10:00:00Z"));
  }

  @Test
  void countsOneThatEndsThisVeryMoment() {
    assertThat(ended("2026-07-01T08:59:59Z", "2026-07-01T09:00:00Z", 48))
        .containsExactly(period("2026-07-01T08:00:00Z", "2026-07-01T09:00:00Z"));
  }

  @Test
  void givesNoneBeforeItsEnd() {
    assertThat(ended("2026-07-01T09:00:00Z", "2026-07-01T09:59:59.999Z", 48)).isEmpty();
  }

  @Test
  void givesTheNewestWhereThereAreTooMany() {
    assertThat(ended("2026-01-01T00:00:00Z", "2026-07-01T09:30:00Z", 2))
        .extracting(Period::end)
        .containsExactly(
            Instant.parse("2026-07-01T08:00:00Z"), Instant.parse("2026-07-01T09:00:00Z"));
  }

  @Test
  void refusesWhatIsNoUnixCron() {
    assertThatThrownBy(() -> new CronTimes("every day")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new CronTimes("0 0 0 * * *")).isInstanceOf(RuntimeException.class);
  }

  @Test
  void refusesWhatNamesNoMoment() {
    assertThatThrownBy(() -> new CronTimes("0 0 31 2 *").previous(Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesSecondsForTests() {
    CronTimes times = new CronTimes("*/2 * * * * *", CronStyle.SPRING53);

    assertThat(times.previous(Instant.parse("2026-07-01T10:00:00Z")))
        .isEqualTo("2026-07-01T09:59:58Z");
  }

  private static List<Period> ended(String after, String until, int limit) {
    return new CronTimes("0 * * * *").ended(Instant.parse(after), Instant.parse(until), limit);
  }

  private static Period period(String start, String end) {
    return new Period(Instant.parse(start), Instant.parse(end));
  }
}
