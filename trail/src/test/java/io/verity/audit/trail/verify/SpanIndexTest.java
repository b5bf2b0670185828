package io.verity.audit.trail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpanIndexTest {

  private static final UUID TOPIC = new UUID(1, 2);

  private final SpanIndex index = new SpanIndex(List.of(span(0, 9), span(20, 29), span(40, 49)));

  @Test
  void commonOffsetsAreCutOut() {
    assertThat(index.intersections(span(5, 40)))
        .containsExactly(span(5, 9), span(20, 29), span(40, 40));
    assertThat(index.intersections(span(22, 23))).containsExactly(span(22, 23));
  }

  @Test
  void neighboursHaveNothingInCommon() {
    assertThat(index.intersections(span(10, 19))).isEmpty();
    assertThat(index.intersections(span(50, 60))).isEmpty();
    assertThat(index.intersections(new OffsetSpan(TOPIC, 1, 0, 9))).isEmpty();
  }

  @Test
  void manySpansAreLookedUpFast() {
    List<OffsetSpan> many = LongStream.range(0, 200_000).mapToObj(i -> span(2 * i, 2 * i)).toList();
    SpanIndex large = new SpanIndex(many);

    assertThat(many).allSatisfy(span -> assertThat(large.intersections(span)).hasSize(1));
  }

  private static OffsetSpan span(long first, long last) {
    return new OffsetSpan(TOPIC, 0, first, last);
  }
}
