package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class DetailsNumberTest {

  private static BigDecimal number(String value) {
    return new DetailsNumber().eval("{\"a\":" + value + "}", "a");
  }

  @Test
  void readsNumbersAndTextsOfNumbers() {
    assertThat(number("90")).isEqualByComparingTo("90");
    assertThat(number("0.95")).isEqualByComparingTo("0.95");
    assertThat(number("\" 7 \"")).isEqualByComparingTo("7");
    assertThat(number("-1e3")).isEqualByComparingTo("-1000");
  }

  @Test
  void whatIsNoNumberIsNull() {
    for (String value :
        new String[] {"true", "\"x\"", "\"\"", "null", "[1]", "\"NaN\"", "1e99", "1e999999999"}) {
      assertThat(number(value)).as(value).isNull();
    }
    assertThat(new DetailsNumber().eval("{\"a\":1", "a")).isNull();
  }

  @Test
  void inSql() {
    assertThat(
            Sql.rows(
                "SELECT DETAILS_NUMBER(d, 'a') FROM (VALUES ('{\"a\":1.5}'), ('{\"a\":1e30}')) AS t(d)"))
        .containsExactlyInAnyOrder("1.500000", "null");
  }
}
