package io.verity.audit.stack.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as the stack's programs wrote them. */
class LogLineTest {

  @Test
  void shouldReadLog4j() {
    assertThat(LogLine.of("2026-11-22T20:26:53,995 WARN  QuorumController - [id=1] text", "kafka"))
        .contains(
            new LogLine(
                here("2026-11-22T20:26:53.995"), "WARN", "QuorumController", "[id=1] text"));
  }

  @Test
  void shouldReadClickHouse() {
    assertThat(
            LogLine.of(
                "2026.11.22 20:26:51.123456 [ 12 ] {a-b} <Warning> Access(users.xml): text: more",
                "clickhouse"))
        .contains(
            new LogLine(
                here("2026-11-22T20:26:51.123456"), "WARN", "Access(users.xml)", "text: more"));
  }

  @Test
  void shouldReadPostgres() {
    assertThat(LogLine.of("2026-11-22 20:35:06.929 UTC [23597] FATAL:  text", "postgres"))
        .contains(
            new LogLine(Instant.parse("2026-11-22T20:35:06.929Z"), "FATAL", "postgres", "text"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "java.io.IOException: text",
        "\tat io.verity.Audit.main(Audit.java:1)",
        "2026-99-22T20:26:53,995 WARN  Name - text",
        "2026-11-22 20:35:06.929 NOWHERE [1] LOG:  text"
      })
  void shouldTakeOtherLinesAsGoingOn(String line) {
    assertThat(LogLine.of(line, "kafka")).isEqualTo(Optional.empty());
  }

  private static Instant here(String local) {
    return LocalDateTime.parse(local).atZone(ZoneId.systemDefault()).toInstant();
  }
}
