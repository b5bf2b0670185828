package io.verity.audit.udf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventRefsTest {

  @Test
  void comesInTheOrderOfTimeEachOnce() {
    String late = "{\"event_id\":\"a\",\"timestamp\":\"2026-07-02T00:00:00.000Z\"}";
    String early = "{\"event_id\":\"b\",\"timestamp\":\"2026-07-01T00:00:00.000Z\"}";
    String atOnce = "{\"event_id\":\"c\",\"timestamp\":\"2026-07-01T00:00:00.000Z\"}";
    assertThat(new EventRefs().eval(late + "\n" + atOnce, null, "", early, late))
        .containsExactly(early, atOnce, late);
  }

  @Test
  void ofNothingIsEmpty() {
    assertThat(new EventRefs().eval((String) null)).isEmpty();
    assertThat(new EventRefs().eval()).isEmpty();
  }

  @Test
  void inSql() {
    assertThat(
            Sql.rows(
                "SELECT EVENT_REFS(a, b) FROM (VALUES ('x', CAST(NULL AS STRING)), ('x', 'y')) AS t(a, b)"))
        .containsExactlyInAnyOrder("[x]", "[x, y]");
  }
}
