package io.verity.audit.ingest.sink;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** ClickHouse's {@code toYYYYMM} in UTC, quick while the month stays the same. */
final class Month {

  private long firstMilli = Long.MAX_VALUE;
  private long nextMilli = Long.MIN_VALUE;
  private int yyyymm;

  int of(long millis) {
    if (millis < firstMilli || millis >= nextMilli) {
      LocalDate first =
          Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
      firstMilli = first.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      nextMilli = first.plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      yyyymm = first.getYear() * 100 + first.getMonthValue();
    }
    return yyyymm;
  }
}
