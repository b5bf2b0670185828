package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DetailsTextTest {

  private static String text(String details) {
    return new DetailsText().eval(details, "a");
  }

  @Test
  void readsAFieldOfTheObjectItself() {
    assertThat(text("{\"b\":1,\"a\":\"x\"}")).isEqualTo("x");
    assertThat(text("{\"a\":5}")).isEqualTo("5");
    assertThat(text("{\"a\":true}")).isEqualTo("true");
    assertThat(text("{\"a\":{\"b\":[1]}}")).isEqualTo("{\"b\":[1]}");
    assertThat(text("{\"a\":\"\\u00fc\"}")).isEqualTo("ü");
    assertThat(text("{\"b\":{\"a\":1}}")).isNull();
  }

  @Test
  void theFirstOfTwoCounts() {
    assertThat(text("{\"a\":\"x\",\"a\":\"y\"}")).isEqualTo("x");
  }

  @Test
  void malformedDetailsHaveNoFields() {
    for (String details :
        new String[] {
          null,
          "",
          "x",
          "{\"a\":1",
          "{\"a\":1} x",
          "{\"a\":1}{",
          "[1]",
          "\"a\"",
          "{\"a\":1,}",
          "{\"a\":null}"
        }) {
      assertThat(text(details)).as(details).isNull();
    }
  }

  @Test
  void deepNestingIsMalformed() {
    assertThat(text("{\"b\":" + "[".repeat(100_000))).isNull();
  }

  @Test
  void inSql() {
    assertThat(
            Sql.rows(
                "SELECT DETAILS_TEXT(d, 'a') FROM (VALUES ('{\"a\":\"x\"}'), ('{'), (CAST(NULL AS STRING))) AS t(d)"))
        .containsExactlyInAnyOrder("x", "null", "null");
  }
}
