package io.verity.audit.collect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.verity.audit.collect.CollectionException;
import io.verity.audit.collect.SourceEvidence;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a well-behaved API gives, on real sockets. */
class HttpHandlerTest {

  private final HttpHandler handler = new HttpHandler();

  @Test
  void shouldAskForThePeriodWithTheSecret() throws Exception {
    try (TestSource source = TestSource.answering("{\"users\":[]}")) {
      AskedRequest request =
          AskedRequest.of(
              source.url() + "/api/", "{'path':'/v1/users?from={period_start}&to={period_end}'}");
      SourceEvidence evidence = handler.collect(request);
      assertThat(source.asked())
          .containsExactly(
              "/api/v1/users?from=2026-07-01T00%3A00%3A00Z&to=2026-08-01T00%3A00%3A00Z");
      assertThat(source.authorizations()).containsExactly(AskedRequest.SECRET);
      assertThat(request.calls()).hasValue(1);
      assertThat(evidence.data()).isEqualTo(AskedRequest.json("{'body':{'users':[]}}"));
      assertThat(evidence.from()).startsWith(source.url() + "/api/v1/users?from=2026");
    }
  }

  @Test
  void shouldKeepTheETag() throws Exception {
    try (TestSource source =
        TestSource.answering(
            exchange -> {
              exchange.getResponseHeaders().set("ETag", "\"v7\"");
              TestSource.json(exchange, "{}");
            })) {
      assertThat(handler.collect(AskedRequest.of(source.url(), "{'path':'/x'}")).details())
          .containsEntry("etag", "\"v7\"")
          .containsEntry("pages", "1");
    }
  }

  @Test
  void shouldKeepEveryDigit() throws Exception {
    String numbers = "{\"big\":9007199254740993,\"small\":0.1,\"cent\":12345678901234567.01}";
    try (TestSource source = TestSource.answering(numbers)) {
      SourceEvidence evidence = handler.collect(AskedRequest.of(source.url(), "{'path':'/x'}"));
      JsonNode body = evidence.data().path("body");
      assertThat(body.path("big").asText()).isEqualTo("9007199254740993");
      assertThat(body.path("cent").asText()).isEqualTo("12345678901234567.01");
      assertThat(body.path("big").isTextual()).isTrue();
      assertThat(body.path("small").isNumber()).isTrue();
      assertThat(evidence.details()).containsKey("replaced");
    }
  }

  @Test
  void shouldSurviveANumberOfABillionDigits() throws Exception {
    try (TestSource source = TestSource.answering("[1e999999999,-1e-999999999]")) {
      JsonNode body =
          handler.collect(AskedRequest.of(source.url(), "{'path':'/x'}")).data().path("body");
      assertThat(body.get(0).asText()).isEqualTo("1E+999999999");
      assertThat(body.get(1).asText()).isEqualTo("-1E-999999999");
    }
  }

  @Test
  void shouldKeepOnlyWhatTheControlNeeds() throws Exception {
    try (TestSource source =
        TestSource.answering(
            "{\"items\":[{\"id\":1,\"mail\":\"a@b.example\",\"key\":{\"id\":2,\"pin\":\"0\"}}]}")) {
      SourceEvidence evidence =
          handler.collect(
              AskedRequest.of(
                  source.url(),
                  "{'path':'/x','items':'/items','fields':['id','key'],'redact':['pin']}"));
      assertThat(evidence.data().path("items"))
          .isEqualTo(AskedRequest.json("[{'id':1,'key':{'id':2,'pin':'[redacted]'}}]"));
    }
  }

  @Test
  void shouldFollowARedirectAtTheSameOrigin() throws Exception {
    try (TestSource source =
        TestSource.answering(
            exchange -> {
              if (exchange.getRequestURI().getPath().equals("/old")) {
                exchange.getResponseHeaders().set("Location", "/new");
                TestSource.send(exchange, 308, null, new byte[0]);
              } else {
                TestSource.json(exchange, "{\"a\":1}");
              }
            })) {
      AskedRequest request = AskedRequest.of(source.url(), "{'path':'/old'}");
      assertThat(handler.collect(request).data().at("/body/a").intValue()).isOne();
      assertThat(request.calls()).hasValue(2);
    }
  }

  private static Stream<Arguments> wrongRequests() {
    return Stream.of(
        Arguments.of("{}", "path is missing"),
        Arguments.of("{'path':'x'}", "path must begin with one /"),
        Arguments.of("{'path':'//other.example/x'}", "path must begin with one /"),
        Arguments.of("{'path':'/../x'}", "path leads out"),
        Arguments.of("{'path':'/x?from={start}'}", "{start} is no placeholder"),
        Arguments.of("{'path':'/x','item':'/a'}", "item is no key"),
        Arguments.of("{'path':'/x','items':'a'}", "items must be a JSON pointer"),
        Arguments.of("{'path':'/x','next':'/n'}", "items is missing"),
        Arguments.of("{'path':'/x','items':'','next':'/n','link':true}", "only one of"),
        Arguments.of("{'path':'/x','max_pages':0}", "max_pages must be a whole number"),
        Arguments.of("{'path':'/x','fields':[]}", "fields must be a list"),
        Arguments.of("[]", "must be a mapping"));
  }

  @ParameterizedTest
  @MethodSource("wrongRequests")
  void shouldRefuseAWrongRequestBeforeItAsks(String request, String problem) {
    AskedRequest asked = AskedRequest.of("http://127.0.0.1:1/api", request);
    assertThat(handler.problem(asked)).get().asString().contains(problem);
    CollectionException failure =
        catchThrowableOfType(CollectionException.class, () -> handler.collect(asked));
    assertThat(failure).hasMessageContaining(problem);
    assertThat(failure.mayPass()).isFalse();
    assertThat(asked.calls()).hasValue(0);
  }
}
