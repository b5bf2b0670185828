package io.verity.audit.collect.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.SourceEvidence;
import io.verity.audit.collect.http.AskedRequest;
import io.verity.audit.stack.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches a real OpenSearch node for what the stack shipped into it. */
class SearchHandlerITCase {

  /** Two of five lie outside of July, by more than any time zone shifts. */
  private static final String LOG =
      """
      2026-06-30T00:00:00,000 ERROR Vault - too early
      2026-07-02T12:00:00,000 ERROR Vault - sealed
      2026-07-03T12:00:00,000 WARN  Vault - \u00fcber\tred
      2026-07-04T12:00:00,000 ERROR Door - open
      2026-08-02T00:00:00,000 ERROR Vault - too late
      """;

  private static final String JULY =
      "'query':{'bool':{'filter':[{'term':{'service':'vault'}},{'range':{'@timestamp':"
          + "{'gte':'{period_start}','lt':'{period_end}'}}}]}},'sort':['@timestamp']";

  @TempDir private static Path work;
  private static LocalStack stack;

  private final SearchHandler handler = new SearchHandler();

  /** OpenSearch alone: the rest is external and never asked. */
  @BeforeAll
  static void start() throws Exception {
    Files.writeString(work.resolve("vault.log"), LOG);
    stack =
        LocalStack.in(work)
            .environment(
                Map.of(
                    "AUDIT_KAFKA_BOOTSTRAP",
                    "127.0.0.1:1",
                    "AUDIT_CLICKHOUSE_URL",
                    "http://127.0.0.1:1"))
            .withLogSearch()
            .start();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldFindTheEntriesOfThePeriod() throws Exception {
    SourceEvidence evidence = handler.collect(asked("stack-logs", "{" + JULY + "}"));
    assertThat(evidence.data().path("total").intValue()).isEqualTo(3);
    assertThat(evidence.data().path("hits").findValuesAsText("message"))
        .isEqualTo(List.of("sealed", "\u00fcber\tred", "open"));
    assertThat(evidence.from())
        .isEqualTo(stack.logSearchUrl().orElseThrow() + "/stack-logs/_search");
    assertThat(evidence.details()).containsEntry("shards", "1");
  }

  @Test
  void shouldCountMoreThanItShows() throws Exception {
    String body = "{'size':1,%s,'aggs':{'levels':{'terms':{'field':'level'}}}}".formatted(JULY);
    JsonNode data = handler.collect(asked("stack-logs", body)).data();
    assertThat(data.path("total").intValue()).isEqualTo(3);
    assertThat(data.path("hits")).hasSize(1);
    assertThat(data.at("/aggregations/levels/buckets").findValuesAsText("key"))
        .containsExactly("ERROR", "WARN");
  }

  @Test
  void shouldNotTakeAnAbsentIndexForOneWithoutHits() {
    assertThat(failure("absent", "{}")).contains("HTTP 404", "no such index [absent]");
    assertThat(failure("absent-*", "{}")).contains("no index has that name");
  }

  @Test
  void shouldSayThatTheQueryIsWrong() {
    assertThat(failure("stack-logs", "{'query':{'nonsense':{}}}"))
        .contains("HTTP 400", "unknown query [nonsense]");
  }

  @Test
  void shouldNotTakeWhatAShardFailedAtForEvidence() {
    // text can't be sorted by: each shard refuses
    assertThat(failure("stack-logs", "{'sort':['message']}")).contains("HTTP 400", "not optimised");
  }

  private String failure(String index, String body) {
    return catchThrowableOfType(
            CollectionException.class, () -> handler.collect(asked(index, body)))
        .getMessage();
  }

  private static AskedRequest asked(String index, String body) {
    return AskedRequest.of(
        stack.logSearchUrl().orElseThrow(), "{'index':'%s','body':%s}".formatted(index, body));
  }
}
