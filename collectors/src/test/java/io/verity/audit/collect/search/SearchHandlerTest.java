package io.verity.audit.collect.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.http.AskedRequest;
import io.verity.audit.collect.http.TestSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that a sound node does not give when asked to; the rest is tested against a node. */
class SearchHandlerTest {

  private static final String WHOLE =
      "{\"took\":1,\"timed_out\":%s,\"_shards\":{\"total\":%d,\"failed\":%d},"
          + "\"hits\":{\"total\":{\"value\":0,\"relation\":\"%s\"},\"hits\":[]}}";

  private final SearchHandler handler = new SearchHandler();

  @ParameterizedTest
  @CsvSource({
    "true,1,0,eq,true,ran out of time",
    "false,2,1,eq,true,1 of its 2 shards failed",
    "false,0,0,eq,false,no index has that name",
    "false,1,0,gte,false,does not count"
  })
  void shouldTakeNoPartForTheWhole(
      boolean timedOut, int shards, int failed, String relation, boolean mayPass, String problem) {
    assertFails(WHOLE.formatted(timedOut, shards, failed, relation), mayPass, problem);
  }

  @Test
  void shouldTakeNoOtherJson() {
    assertFails("{\"status\":\"green\"}", false, "something else than a search result");
  }

  private void assertFails(String answer, boolean mayPass, String problem) {
    try (TestSource source = TestSource.answering(answer)) {
      AskedRequest request =
          AskedRequest.of(source.url(), "{'index':'logs','body':{'query':{'match_all':{}}}}");
      CollectionException failure =
          catchThrowableOfType(CollectionException.class, () -> handler.collect(request));
      assertThat(failure).hasMessageContaining(problem);
      assertThat(failure.mayPass()).isEqualTo(mayPass);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'body':{}}                                      | index is missing
          {'index':'a/../_cluster','body':{}}              | index must be
          {'index':'logs'}                                 | body is missing
          {'index':'logs','body':{'size':10001}}           | size must be
          {'index':'logs','body':{'query':'{from}'}}       | {from} is no placeholder
          {'index':'logs','query':{}}                      | query is no key
          """)
  void shouldRefuseAWrongRequest(String request, String problem) {
    assertThat(handler.problem(AskedRequest.of("http://127.0.0.1:1", request)))
        .get()
        .asString()
        .contains(problem);
  }
}
