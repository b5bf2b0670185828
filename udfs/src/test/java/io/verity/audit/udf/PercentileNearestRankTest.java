package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentileNearestRankTest {

  private static Long percentile(String p, long... values) {
    PercentileNearestRank function = new PercentileNearestRank();
    RankedValues kept = function.createAccumulator();
    for (long value : values) {
      function.accumulate(kept, value, new BigDecimal(p));
    }
    return function.getValue(kept);
  }

  @Test
  void isTheValueOfTheRank() {
    assertThat(percentile("0.5", 4, 1, 3, 2)).isEqualTo(2);
    assertThat(percentile("0.5", 5, 4, 1, 3, 2)).isEqualTo(3);
    assertThat(percentile("1", 4, 1)).isEqualTo(4);
    assertThat(percentile("0.000001", 4, 1)).isEqualTo(1);
    assertThat(percentile("0.5", 7)).isEqualTo(7);
  }

  @Test
  void isExactWhereABinaryFractionIsNot() {
    for (int n = 20; n <= 1000; n += 20) {
      assertThat(percentile("0.95", LongStream.rangeClosed(1, n).toArray())).isEqualTo(n * 19 / 20);
    }
    for (int n = 100; n <= 1000; n += 100) {
      assertThat(percentile("0.07", LongStream.rangeClosed(1, n).toArray())).isEqualTo(n * 7 / 100);
    }
  }

  @Test
  void ofNothingIsNullAndNullsDoNotCount() {
    assertThat(percentile("0.5")).isNull();
    PercentileNearestRank function = new PercentileNearestRank();
    RankedValues kept = function.createAccumulator();
    function.accumulate(kept, null, BigDecimal.ONE);
    assertThat(function.getValue(kept)).isNull();
  }

  @Test
  void aShareBeyondAllIsRefused() {
    assertThatThrownBy(() -> percentile("95", 1))
        .hasMessage("PERCENTILE_NEAREST_RANK takes p above 0 and up to 1, not 95");
    assertThatThrownBy(() -> percentile("0", 1)).hasMessageContaining("not 0");
  }

  @Test
  void inSql() {
    assertThat(
            Sql.rows(
                "SELECT PERCENTILE_NEAREST_RANK(v, 0.5), PERCENTILE_NEAREST_RANK(v, 0.95), PERCENTILE_NEAREST_RANK(v, 0.95) FILTER (WHERE v > 99) FROM (VALUES (3), (1), (2), (CAST(NULL AS INT))) AS t(v)"))
        .containsExactly("2 3 null");
  }

  @Test
  void inSqlByGroupAndOverManyRows() {
    assertThat(
            Sql.rows(
                "SELECT MOD(v, 2) AS g, PERCENTILE_NEAREST_RANK(v, 0.95) FROM (SELECT a.v + 10 * b.v + 100 * c.v AS v FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS a(v), (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS b(v), (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS c(v)) GROUP BY MOD(v, 2)"))
        .containsExactlyInAnyOrder("0 948", "1 949");
  }
}
