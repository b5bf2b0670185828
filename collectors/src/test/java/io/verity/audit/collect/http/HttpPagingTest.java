package io.verity.audit.collect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.SourceEvidence;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Lists of several pages, sound and not. */
class HttpPagingTest {

  private static final String CURSOR =
      "{'path':'/x?limit=2','items':'/items','next':'/next','next_param':'cursor'%s}";
  private static final String NUMBERS = "{'path':'/x','items':'/items','page_param':'page'%s}";

  private final HttpHandler handler = new HttpHandler();

  @Test
  void shouldFollowACursor() throws Exception {
    try (TestSource source =
        TestSource.answering(
            exchange ->
                TestSource.json(
                    exchange,
                    query(exchange).contains("cursor=a%2Bb")
                        ? "{\"items\":[3],\"next\":null}"
                        : "{\"items\":[1,2],\"next\":\"a+b\"}"))) {
      AskedRequest request = AskedRequest.of(source.url(), CURSOR.formatted(""));
      SourceEvidence evidence = handler.collect(request);
      assertThat(evidence.data()).isEqualTo(AskedRequest.json("{'pages':2,'items':[1,2,3]}"));
      assertThat(source.asked()).containsExactly("/x?limit=2", "/x?limit=2&cursor=a%2Bb");
      assertThat(request.calls()).hasValue(2);
    }
  }

  @Test
  void shouldFollowLinks() throws Exception {
    try (TestSource source =
        TestSource.answering(
            exchange -> {
              if (!query(exchange).contains("after")) {
                exchange
                    .getResponseHeaders()
                    .add("Link", "</x>; rel=\"first\", </x?after=2,3>; title=a; rel=\"last next\"");
              }
              TestSource.json(exchange, "[\"" + query(exchange) + "\"]");
            })) {
      SourceEvidence evidence =
          handler.collect(AskedRequest.of(source.url(), "{'path':'/x','items':'','link':true}"));
      assertThat(evidence.data())
          .isEqualTo(AskedRequest.json("{'pages':2,'items':['','after=2,3']}"));
    }
  }

  @Test
  void shouldCountPagesUntilOneIsEmpty() throws Exception {
    try (TestSource source = TestSource.answering(HttpPagingTest::threePages)) {
      SourceEvidence evidence =
          handler.collect(AskedRequest.of(source.url(), NUMBERS.formatted("")));
      assertThat(evidence.data()).isEqualTo(AskedRequest.json("{'pages':4,'items':['1','2','3']}"));
    }
  }

  private static void threePages(HttpExchange exchange) throws IOException {
    String query = query(exchange);
    int page = query.isEmpty() ? 1 : Integer.parseInt(query.substring("page=".length()));
    TestSource.json(exchange, "{\"items\":[" + (page > 3 ? "" : "\"" + page + "\"") + "]}");
  }

  @Test
  void shouldFailAtItsLimitsInPlaceOfCutting() throws Exception {
    try (TestSource source = TestSource.answering(HttpPagingTest::threePages)) {
      assertThat(failure(source, NUMBERS.formatted(",'max_pages':2")))
          .contains("more than 2 pages");
      assertThat(failure(source, NUMBERS.formatted(",'max_items':2")))
          .contains("more than 2 items");
    }
  }

  @Test
  void shouldNoticeACircle() throws Exception {
    try (TestSource source = TestSource.answering("{\"items\":[],\"next\":\"again\"}")) {
      assertThat(failure(source, CURSOR.formatted(""))).contains("circle");
      assertThat(source.asked()).hasSize(2);
    }
    try (TestSource source = TestSource.answering("{\"items\":[1]}")) {
      assertThat(failure(source, NUMBERS.formatted(""))).contains("page before it again");
    }
  }

  @Test
  void shouldNotCarryTheSecretToANextPageElsewhere() throws Exception {
    try (TestSource other = TestSource.answering("{\"items\":[]}");
        TestSource source =
            TestSource.answering("{\"items\":[],\"next\":\"" + other.url() + "/x\"}")) {
      assertThat(failure(source, "{'path':'/x','items':'/items','next':'/next'}"))
          .contains("another host or port");
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void shouldNoticeThatTheListChangedMeanwhile() throws Exception {
    AtomicInteger total = new AtomicInteger(3);
    try (TestSource source =
        TestSource.answering(
            exchange ->
                TestSource.json(
                    exchange,
                    "{\"items\":[%1$d],\"total\":%1$d,\"next\":\"%1$d\"}"
                        .formatted(total.incrementAndGet())))) {
      CollectionException failure = fails(source, CURSOR.formatted(",'total':'/total'"));
      assertThat(failure).hasMessageContaining("a total of 4, page 2 5");
      assertThat(failure.mayPass()).isTrue();
    }
  }

  @Test
  void shouldNoticeItemsThatAreMissing() throws Exception {
    try (TestSource source = TestSource.answering("{\"items\":[1],\"total\":2}")) {
      assertThat(failure(source, CURSOR.formatted(",'total':'/total'")))
          .contains("said a total of 2 and gave 1");
    }
  }

  @Test
  void shouldNoticeAnotherETagOfTheFirstPage() throws Exception {
    AtomicInteger version = new AtomicInteger();
    try (TestSource source =
        TestSource.answering(
            exchange -> {
              exchange.getResponseHeaders().set("ETag", "\"" + version.incrementAndGet() + "\"");
              threePages(exchange);
            })) {
      assertThat(failure(source, NUMBERS.formatted(",'unchanged':true"))).contains("ETag");
    }
  }

  @Test
  void shouldSayWhatAnotherSchemaHas() throws Exception {
    try (TestSource source = TestSource.answering("{\"results\":[\"private\"],\"count\":1}")) {
      assertThat(failure(source, CURSOR.formatted("")))
          .contains("no list at /items", "[count, results]")
          .doesNotContain("private");
    }
    try (TestSource source = TestSource.answering("{\"items\":[],\"next\":{\"a\":1}}")) {
      assertThat(failure(source, CURSOR.formatted(""))).contains("cursor");
    }
  }

  private String failure(TestSource source, String request) {
    return fails(source, request).getMessage();
  }

  private CollectionException fails(TestSource source, String request) {
    return catchThrowableOfType(
        CollectionException.class, () -> handler.collect(AskedRequest.of(source.url(), request)));
  }

  private static String query(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return query == null ? "" : query;
  }
}
