package io.verity.audit.collect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceHealthTest {

  private final SourceHealth health = new SourceHealth();

  @Test
  void leavesASourceAloneThatDidNotAnswerSeveralTimesInARow() {
    for (int i = 0; i < SourceHealth.IN_A_ROW; i++) {
      assertThat(health.leftAlone("slow")).isEmpty();
      assertThat(health.begin("slow")).isEmpty();
      health.end("slow", false);
    }

    Section.Failed problem = health.leftAlone("slow").orElseThrow();

    assertThat(problem.error())
        .isEqualTo("did not answer 3 times in a row and is left alone for 30 s");
    assertThat(problem.mayPass()).isTrue();
    assertThat(problem.retryAfter()).isPositive().isLessThanOrEqualTo(SourceHealth.LEFT_ALONE);
    assertThat(health.begin("slow")).isPresent();
    assertThat(health.begin("other")).isEmpty();
  }

  @Test
  void forgetsWhereItAnswersInBetween() {
    for (int i = 0; i < 3 * SourceHealth.IN_A_ROW; i++) {
      assertThat(health.begin("now and then")).isEmpty();
      health.end("now and then", i % SourceHealth.IN_A_ROW == 0);
    }
  }
}
