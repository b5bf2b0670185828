package io.verity.audit.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameUuidTest {

  /** Expected values by Python's {@code uuid.uuid5}. */
  @Test
  void agreesWithOtherImplementations() {
    assertThat(NameUuid.of("http://www.example.com/"))
        .hasToString("fcde3c85-2270-590f-9e7c-ee003d65e0e2");
    assertThat(NameUuid.of("arn:aws:iam::123837392027:user/é"))
        .hasToString("d18a184c-f88c-50e8-ba5e-b58c2c00d076");
  }
}
