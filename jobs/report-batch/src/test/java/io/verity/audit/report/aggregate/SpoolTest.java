package io.verity.audit.report.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.verity.audit.report.ReportException;
import io.verity.audit.report.content.RowStream;
import io.verity.audit.report.pack.Section;
import io.verity.audit.trail.MerkleTree;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  private static final PlannedQuery QUERY =
      new PlannedQuery(0, "common/metrics/x.sql", Section.SCOPE, "SELECT 1", List.of());

  @TempDir private Path folder;

  @Test
  void givesBackWhatItWasGiven() throws IOException {
    Row row =
        Row.of(
            "Олена \"王\"\n",
            7L,
            new BigDecimal("0.10"),
            true,
            null,
            LocalDateTime.of(2026, 7, 1, 0, 0, 0, 123_000_000),
            new String[] {"a", null});
    try (Spool spool = new Spool(folder)) {
      spool.add(0, RowJson.encode(row));
      spool.end(0, announcement(RowJson.encode(row)));
      spool.requireComplete(List.of(QUERY));
      assertThat(spool.rows(0)).isEqualTo(1);
      try (RowStream<List<Object>> rows = spool.read(0)) {
        assertThat(rows.next())
            .isEqualTo(
                Arrays.asList(
                    "Олена \"王\"\n",
                    new BigDecimal("7"),
                    new BigDecimal("0.10"),
                    true,
                    null,
                    Instant.parse("2026-07-01T00:00:00.123Z"),
                    Arrays.asList("a", null)));
        assertThat(rows.next()).isNull();
      }
    }
  }

  @Test
  void aRowThatWasLostOnTheWayFailsTheReport() throws IOException {
    try (Spool spool = new Spool(folder)) {
      spool.add(0, RowJson.encode(Row.of("a")));
      byte[] two = announcement(RowJson.encode(Row.of("a")), RowJson.encode(Row.of("b")));
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> spool.end(0, two))
          .withMessageContaining("lost or changed");
    }
  }

  @Test
  void aQueryWithoutItsLastWordFailsTheReport() throws IOException {
    try (Spool spool = new Spool(folder)) {
      spool.add(0, RowJson.encode(Row.of("a")));
      assertThatExceptionOfType(ReportException.class)
          .isThrownBy(() -> spool.requireComplete(List.of(QUERY)))
          .withMessage("common/metrics/x.sql was not answered to its end");
    }
  }

  @Test
  void aBinaryFractionIsRefused() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RowJson.encode(Row.of(0.1)))
        .withMessageContaining("cast it to DECIMAL");
  }

  private static byte[] announcement(byte[]... rows) {
    var digest = MerkleTree.sha256();
    for (byte[] row : rows) {
      digest.update(row);
      digest.update((byte) '\n');
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    return ("[" + rows.length + ",\"" + hash + "\"]").getBytes(StandardCharsets.UTF_8);
  }
}
