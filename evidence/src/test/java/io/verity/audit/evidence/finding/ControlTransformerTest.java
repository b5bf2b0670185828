package io.verity.audit.evidence.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.verity.audit.evidence.catalog.ControlCatalog;
import io.verity.audit.evidence.catalog.ControlDefinition;
import io.verity.audit.evidence.finding.ControlResult.Outcome;
import io.verity.audit.evidence.finding.ControlResult.Shortfall;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ControlTransformerTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String NO_DEAD_LETTERS =
      expectation("no-dead-letters", "trail", "/rows/0/rejected", "{\"const\": 0}");
  private static final String ENOUGH_ROWS =
      expectation("enough-rows", "trail", "/row_count", "{\"minimum\": 1}");
  private static final String ANY_SOURCE =
      expectation("any-source", null, "/items", "{\"minItems\": 1}");

  @Test
  void saysThatNothingInAListIsAsExpected() {
    String payload = section("files", "collected", "{\"items\":[{},{}]}");
    String wanted = "{\"contains\": {\"required\": [\"path\"]}, \"minContains\": 1}";
    String plain = "{\"contains\": {\"required\": [\"path\"]}}";

    assertThat(
            details(
                transform(
                    payload,
                    expectation("a", "files", "/items", wanted),
                    expectation("b", "files", "/items", plain))))
        .containsExactly(
            "has no entry that is as expected, of 2", "has no entry that is as expected, of 2");
  }

  @Test
  void passesWhereEveryExpectationIsMet() {
    ControlResult result = transform(rows(0, 1), NO_DEAD_LETTERS, ENOUGH_ROWS);

    assertThat(result.outcome()).isEqualTo(Outcome.PASS);
    assertThat(result.shortfalls()).isEmpty();
    assertThat(result.met()).isEqualTo(2);
  }

  @Test
  void failsWhereNoneIsAndSaysWhatWasFoundInstead() {
    ControlResult result = transform(rows(18, 0), NO_DEAD_LETTERS, ENOUGH_ROWS);

    assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(details(result)).containsExactly("is 18, not 0", "is 0, with 1 expected at least");
    assertThat(result.shortfalls().get(0).remediation()).isEqualTo("Mend it.");
  }

  @Test
  void isPartialBetween() {
    ControlResult result = transform(rows(18, 1), NO_DEAD_LETTERS, ENOUGH_ROWS);

    assertThat(result.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(result.met()).isEqualTo(1);
    assertThat(result.expected()).isEqualTo(2);
  }

  @Test
  void isCollectedWhereNothingIsExpected() {
    assertThat(transform(rows(1, 1)).outcome()).isEqualTo(Outcome.COLLECTED);
  }

  @Test
  void holdsWhatIsNotThereForNotMet() {
    String payload = section("trail", "collected", "{\"rows\":[],\"row_count\":0}");

    assertThat(details(transform(payload, NO_DEAD_LETTERS)))
        .containsExactly("what was collected has no /rows/0/rejected");
  }

  @Test
  void holdsASourceThatFailedOrIsMissingForNotMet() {
    String failed = "{\"sources\":{\"trail\":{\"status\":\"failed\",\"error\":\"no\"}}}";

    assertThat(details(transform(failed, NO_DEAD_LETTERS, ANY_SOURCE)))
        .containsExactly(
            "nothing was collected from this source", "nothing was collected from this source");
    assertThat(transform("{}", ANY_SOURCE).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void asksEverySourceWhereTheExpectationNamesNone() {
    String payload =
        "{\"sources\":{\"trail\":{\"status\":\"collected\",\"data\":{\"items\":[1]}},"
            + "\"other\":{\"status\":\"collected\",\"data\":{\"items\":[]}}}}";

    ControlResult result = transform(payload, ANY_SOURCE);

    assertThat(result.expected()).isEqualTo(2);
    assertThat(result.shortfalls())
        .singleElement()
        .extracting(Shortfall::source)
        .isEqualTo("other");
  }

  @Test
  void showsAFewOfManyAndNoDumpOfThem() {
    ArrayNode items = JSON.createArrayNode();
    for (int i = 0; i < 20; i++) {
      items.addObject().put("mfa", false).put("note", "x".repeat(5_000) + "\u001b[31m");
    }
    String schema =
        "{\"items\":{\"properties\":{\"mfa\":{\"const\":true},\"note\":{\"pattern\":\"^y\"}}}}";
    String payload = section("trail", "collected", "{\"items\":" + items + "}");

    String detail =
        details(transform(payload, expectation("mfa", "trail", "/items", schema))).get(0);

    assertThat(detail)
        .startsWith("/0/mfa is false, not true; /1/mfa is false, not true; /2/mfa is false")
        .endsWith("; and 37 more")
        .hasSizeLessThan(400)
        .doesNotContain("\u001b");
  }

  @Test
  void saysTheSameUnderAnyLocaleAndWithAnyOrderOfKeys() {
    String forth =
        "{\"type\":\"object\",\"required\":[\"a\"],\"maxProperties\":1,\"minProperties\":3}";
    String back =
        "{\"minProperties\":3,\"maxProperties\":1,\"required\":[\"a\"],\"type\":\"object\"}";
    String payload = section("trail", "collected", "{\"x\":1,\"y\":2}");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ENGLISH);
      List<String> english = details(transform(payload, expectation("e", "trail", "", forth)));
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      List<String> turkish = details(transform(payload, expectation("e", "trail", "", back)));
      Locale.setDefault(Locale.GERMANY);
      List<String> german = details(transform(payload, expectation("f", "trail", "", back)));

      assertThat(english.get(0)).contains("lacks a").contains("must have at most 1 properties");
      assertThat(turkish).isEqualTo(english);
      assertThat(german).isEqualTo(english);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<String> details(ControlResult result) {
    return result.shortfalls().stream().map(Shortfall::detail).toList();
  }

  private static String rows(int rejected, int count) {
    return section(
        "trail",
        "collected",
        "{\"rows\":[{\"rejected\":%d}],\"row_count\":%d}".formatted(rejected, count));
  }

  private static String section(String source, String status, String data) {
    return "{\"sources\":{\"%s\":{\"status\":\"%s\",\"data\":%s}}}".formatted(source, status, data);
  }

  private static String expectation(String name, String source, String pointer, String schema) {
    return "{\"name\":\"%s\",\"title\":\"t\",%s\"pointer\":\"%s\",\"schema\":%s,"
            .formatted(
                name, source == null ? "" : "\"source\":\"" + source + "\",", pointer, schema)
        + "\"severity\":\"high\",\"remediation\":\"Mend it.\"}";
  }

  private static ControlResult transform(String payload, String... expectations) {
    ControlDefinition control =
        ControlCatalog.read(
            "soc2",
            "{\"control_id\":\"CC6.1\",\"name\":\"n\",\"description\":\"d\",\"collection_fn\":\"sql\","
                + "\"schedule\":\"0 0 * * *\",\"sources\":[{\"source\":\"trail\",\"request\":{}}],"
                + "\"expectations\":["
                + String.join(",", expectations)
                + "]}");
    return ControlTransformer.transform(control, json(payload));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
