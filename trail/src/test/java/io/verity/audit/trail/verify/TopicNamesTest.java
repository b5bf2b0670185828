package io.verity.audit.trail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TopicNamesTest {

  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);

  @Test
  void aNameOfOneTopicStandsAlone() {
    assertThat(text(Map.of(FIRST, "audit", SECOND, "other"), FIRST)).isEqualTo("audit/3:100-199");
  }

  @Test
  void aNameOfSeveralTopicsIsToldApartById() {
    assertThat(text(Map.of(FIRST, "audit", SECOND, "audit"), SECOND))
        .isEqualTo("audit[00000000-0000-0000-0000-000000000002]/3:100-199");
  }

  @Test
  void aTopicThatTheLedgerDoesNotNameIsItsId() {
    assertThat(text(Map.of(), FIRST)).isEqualTo("00000000-0000-0000-0000-000000000001/3:100-199");
  }

  private static String text(Map<UUID, String> names, UUID topicId) {
    return new TopicNames(names).text(new OffsetSpan(topicId, 3, 100, 199));
  }
}
