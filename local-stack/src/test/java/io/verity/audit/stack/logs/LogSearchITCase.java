package io.verity.audit.stack.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSearch alone, the rest of the stack being external and never asked. */
class LogSearchITCase {

  private static final String FIRST = "2026-11-22T20:26:53,995 WARN  Watch - one\n\tat Here.now\n";
  private static final String SECOND = "2026-11-22T20:26:54,001 ERROR Watch - two\n";

  @TempDir private Path work;

  @Test
  void shouldShipEachEntryOnce() throws Exception {
    Path log = Files.writeString(work.resolve("control.log"), "no entry\n" + FIRST);
    try (LocalStack stack = start()) {
      assertThat(messages(stack)).containsExactly("one\n\tat Here.now");
      append(log, "\tat There.then\n" + SECOND + "2026-11-22T20:26:55,000 INFO  Wat");
      stack.shipLogs();
      stack.shipLogs();
      assertThat(messages(stack)).containsExactly("one\n\tat Here.now\n\tat There.then", "two");
      append(log, "ch - three\n");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(messages(stack)).hasSize(3));
      append(log, "2026-11-22T20:26:56,000 INFO  Watch - four\n");
    }
    try (LocalStack again = start()) {
      assertThat(messages(again)).hasSize(4).endsWith("three", "four");
    }
  }

  private LocalStack start() {
    return LocalStack.in(work)
        .environment(
            Map.of(
                "AUDIT_KAFKA_BOOTSTRAP",
                "127.0.0.1:1",
                "AUDIT_CLICKHOUSE_URL",
                "http://127.0.0.1:1"))
        .withLogSearch()
        .start();
  }

  private static void append(Path log, String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.APPEND);
  }

  private static List<String> messages(LocalStack stack) throws IOException {
    JsonNode found =
        new SearchHttp(stack.logSearchUrl().orElseThrow())
            .get("/stack-logs/_search?q=service:control-plane&sort=@timestamp");
    return found.path("hits").path("hits").findValuesAsText("message");
  }
}
