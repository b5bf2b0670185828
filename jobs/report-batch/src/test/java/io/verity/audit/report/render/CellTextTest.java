package io.verity.audit.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.report.pack.Pack.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class CellTextTest {

  @Test
  void digitsAreGroupedByThree() {
    assertThat(CellText.count(0)).isEqualTo("0");
    assertThat(CellText.count(999)).isEqualTo("999");
    assertThat(CellText.count(-1000)).isEqualTo("-1\u202f000");
    assertThat(CellText.count(1234567)).isEqualTo("1\u202f234\u202f567");
  }

  @Test
  void aReaderSeesTwoDecimals() {
    assertThat(CellText.shown(ColumnType.HOURS, new BigDecimal("1085.235")))
        .isEqualTo("1\u202f085.24");
    assertThat(CellText.shown(ColumnType.HOURS, 83)).isEqualTo("83.00");
    assertThat(CellText.shown(ColumnType.RATE, 0.892)).isEqualTo("89.20%");
    assertThat(CellText.shown(ColumnType.RATE, 1L)).isEqualTo("100.00%");
    assertThat(CellText.shown(ColumnType.HOURS, null)).isEqualTo("–");
  }

  @Test
  void aMachineSeesTheWholeNumber() {
    assertThat(CellText.plain(new BigDecimal("83.00"))).isEqualTo("83");
    assertThat(CellText.plain(new BigDecimal("0.8920"))).isEqualTo("0.892");
    assertThat(CellText.plain(1e-7)).isEqualTo("0.0000001");
  }

  @Test
  void timesAreUtc() {
    Instant instant = Instant.parse("2026-07-01T23:59:59.999Z");
    LocalDateTime same = LocalDateTime.of(2026, 7, 1, 23, 59, 59, 999_000_000);
    assertThat(CellText.plain(instant)).isEqualTo("2026-07-01T23:59:59.999Z");
    assertThat(CellText.plain(same)).isEqualTo("2026-07-01T23:59:59.999Z");
    assertThat(CellText.shown(ColumnType.TIMESTAMP, same)).isEqualTo("2026-07-01 23:59:59");
  }
}
