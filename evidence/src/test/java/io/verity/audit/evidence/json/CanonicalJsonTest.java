package io.verity.audit.evidence.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published test data of RFC 8785 and its reference implementation, and what is refused. */
class CanonicalJsonTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  static Stream<Arguments> published() {
    return Stream.of(
        Arguments.of(
            "RFC 8785, 3.2.2",
            "{\"numbers\":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"
                + "\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
                + "\"literals\":[null,true,false]}",
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"),
        Arguments.of(
            "RFC 8785, 3.2.3",
            "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\","
                + "\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\"1\":\"One\","
                + "\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
                + "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}",
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"),
        Arguments.of(
            "arrays",
            "[ 56, { \"d\": true, \"10\": null, \"1\": [ ] } ]",
            "[56,{\"1\":[],\"10\":null,\"d\":true}]"),
        Arguments.of(
            "french",
            "{\"peach\": \"This sorting order\", \"p\u00e9ch\u00e9\": \"is wrong according to French\","
                + "\"p\u00eache\": \"but canonicalization MUST\", \"sin\": \"ignore locale\"}",
            "{\"peach\":\"This sorting order\",\"p\u00e9ch\u00e9\":\"is wrong according to French\","
                + "\"p\u00eache\":\"but canonicalization MUST\",\"sin\":\"ignore locale\"}"),
        Arguments.of(
            "structures",
            "{\"1\": {\"f\": {\"f\": \"hi\",\"F\": 5} ,\"\\n\": 56.0}, \"10\": { }, \"\": \"empty\","
                + "\"a\": { }, \"111\": [ {\"e\": \"yes\",\"E\": \"no\" } ], \"A\": { }}",
            "{\"\":\"empty\",\"1\":{\"\\n\":56,\"f\":{\"F\":5,\"f\":\"hi\"}},\"10\":{},"
                + "\"111\":[{\"E\":\"no\",\"e\":\"yes\"}],\"A\":{},\"a\":{}}"),
        Arguments.of(
            "unicode",
            "{\"Unnormalized Unicode\":\"A\\u030a\"}",
            "{\"Unnormalized Unicode\":\"A\u030a\"}"),
        Arguments.of(
            "weird",
            "{\"\\u20ac\": \"Euro Sign\", \"\\r\": \"Carriage Return\", \"\\u000a\": \"Newline\","
                + "\"1\": \"One\", \"\\u0080\": \"Control\\u007f\", \"\\ud83d\\ude02\": \"Smiley\","
                + "\"\\u00f6\": \"Latin Small Letter O With Diaeresis\","
                + "\"\\ufb33\": \"Hebrew Letter Dalet With Dagesh\","
                + "\"</script>\": \"Browser Challenge\"}",
            "{\"\\n\":\"Newline\",\"\\r\":\"Carriage Return\",\"1\":\"One\","
                + "\"</script>\":\"Browser Challenge\",\"\u0080\":\"Control\u007f\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude02\":\"Smiley\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("published")
  void spellsThePublishedExamplesAsPublished(String name, String given, String canonical)
      throws Exception {
    assertThat(CanonicalJson.bytes(given)).isEqualTo(canonical.getBytes(UTF_8));
    assertThat(CanonicalJson.bytes(JSON.readTree(given))).isEqualTo(canonical.getBytes(UTF_8));
    assertThat(CanonicalJson.bytes(canonical)).isEqualTo(canonical.getBytes(UTF_8));
  }

  @Test
  void hashesTheEmptyObject() {
    assertThat(CanonicalJson.sha256(CanonicalJson.bytes("{}")))
        .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1e400]",
        "[NaN]",
        "{\"a\":1,\"a\":2}",
        "[\"\\ud800\"]",
        "{\"\\udc00\":1}",
        "[1",
        "",
        "[1] x"
      })
  void refusesWhatHasNoCanonicalForm(String text) {
    assertThatThrownBy(() -> CanonicalJson.bytes(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesNumbersThatADoubleWouldChange() {
    var odd = new BigInteger("9007199254740993");
    assertThatThrownBy(() -> CanonicalJson.bytes(NODES.arrayNode().add(odd)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9007199254740993")
        .hasMessageContaining("as a string");
    assertThatThrownBy(() -> CanonicalJson.bytes(NODES.arrayNode().add(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                CanonicalJson.bytes(
                    NODES.arrayNode().add(new BigDecimal("0.10000000000000000001"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(CanonicalJson.bytes(NODES.arrayNode().add(BigInteger.TEN.pow(30))))
        .isEqualTo("[1e+30]".getBytes(UTF_8));
  }
}
