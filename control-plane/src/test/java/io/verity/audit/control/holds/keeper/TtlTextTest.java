package io.verity.audit.control.holds.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TtlTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "MergeTree ORDER BY t TTL t + toIntervalDay(2555) SETTINGS a = 1|t + toIntervalDay(2555)",
        "MergeTree ORDER BY t TTL t + toIntervalDay(2555)|t + toIntervalDay(2555)",
        "MergeTree ORDER BY t SETTINGS a = 1|~~",
        "MergeTree ORDER BY t|~~",
        "ReplicatedMergeTree('/a TTL b', '{r}') ORDER BY t SETTINGS a = 1|~~",
        "MergeTree ORDER BY (`x TTL y`, t) TTL t WHERE s = ' SETTINGS ' SETTINGS a = 1|t WHERE s = ' SETTINGS '",
        "MergeTree ORDER BY t TTL t TO VOLUME 'cold', t + toIntervalDay(9) DELETE SETTINGS a = 1|t TO VOLUME 'cold', t + toIntervalDay(9) DELETE",
        "MergeTree ORDER BY f('it\\' TTL ') TTL t SETTINGS a = 1|t"
      })
  void isWhatStandsBehindTheWord(String engine, String ttl) {
    assertThat(TtlText.of(engine)).isEqualTo(ttl);
  }
}
