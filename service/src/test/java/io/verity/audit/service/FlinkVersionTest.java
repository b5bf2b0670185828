package io.verity.audit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkVersionTest {

  @Test
  void itIsTheOneOfTheBuild() {
    assertThat(FlinkVersion.built()).matches("\\d+\\.\\d+\\.\\d+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".1", ".9-SNAPSHOT", "-rc1"})
  void releasesOfTheSameLineAreTaken(String rest) {
    String line = FlinkVersion.built().replaceAll("\\.\\d+$", "");
    assertThatCode(() -> FlinkVersion.require(line + rest)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.20.1", "2.2.0", "2.30.0", "<unknown>"})
  void othersAreRefused(String running) {
    assertThatThrownBy(() -> FlinkVersion.require(running))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("built for Flink 2.3, and this is Flink " + running);
  }
}
