package io.verity.audit.cli.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudTrailDocumentsTest {

  @Test
  void splitsOneLine() throws IOException {
    assertThat(split("{\"Records\":[{\"a\":1},{\"b\":\"]}\"}]}"))
        .containsExactly("{\"a\":1}", "{\"b\":\"]}\"}");
  }

  @Test
  void keepsWhitespaceInsideARecord() throws IOException {
    assertThat(split("{\n  \"Records\": [\n    {\n      \"a\" : 1\n    } ,\n    { }\n  ]\n}\n"))
        .containsExactly("{\n      \"a\" : 1\n    }", "{ }");
  }

  @Test
  void splitsSeveralDocuments() throws IOException {
    assertThat(split("{\"Records\":[{\"a\":1}]}\n{\"Records\":[]}\r\n{\"Records\":[{\"c\":3}]}"))
        .containsExactly("{\"a\":1}", "{\"c\":3}");
  }

  @Test
  void handsOutElementsThatAreNoObjects() throws IOException {
    assertThat(split("{\"Records\":[12 , -1.5e3,\"x\\\"y\",null,[1, 2],true]}"))
        .containsExactly("12", "-1.5e3", "\"x\\\"y\"", "null", "[1, 2]", "true");
  }

  @Test
  void passesOverOtherFieldsAndAByteOrderMark() throws IOException {
    assertThat(split("\uFEFF{\"Records\":[{\"a\":1}],\"x\":{\"Records\":[5]},\"y\":\"z\"}"))
        .containsExactly("{\"a\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'Records':[{'a':1}                     | line 1",
        "{'Records':[{'a':1},]}                  | line 1, column 21",
        "{'Records':{'a':1}}                     | line 1, column 12: expected [",
        "{'Records':[]} {'a':1}                  | an object without",
        "{'Records':[]} garbage                  | line 1, column 16",
        "{'Records':[]} [1]                      | expected {"
      })
  void refusesWhatIsMalformedAndNamesThePlace(String text, String place) {
    assertThatThrownBy(() -> split(text.replace('\'', '"')))
        .isInstanceOf(MalformedEventsException.class)
        .hasMessageContaining(place);
  }

  @Test
  void namesTheLine() {
    assertThatThrownBy(() -> split("{\"Records\":[\n{\"a\":1},\n{\"b\":nope}\n]}"))
        .isInstanceOf(MalformedEventsException.class)
        .hasMessageContaining("line 3, column ");
  }

  @Test
  void readsRecordsLargerThanItsBuffers() throws IOException {
    String large = "{\"a\":\"" + "x".repeat(3_000_000) + "\"}";
    assertThat(split("{\"Records\":[{\"b\":1}," + large + ",{\"c\":1}]}"))
        .containsExactly("{\"b\":1}", large, "{\"c\":1}");
  }

  @Property
  void handsOutTheVeryBytes(@ForAll("values") List<String> values, @ForAll("spaces") String space)
      throws IOException {
    String array = String.join(space + "," + space, values);
    assertThat(split("{" + space + "\"Records\":[" + space + array + space + "]" + space + "}"))
        .isEqualTo(values);
  }

  @Test
  void knowsADocumentByItsStart() throws IOException {
    assertThat(starts("{\"Records\":[]}")).isTrue();
    assertThat(starts(" \n\t{\r\n \"Records\" \n: [")).isTrue();
    assertThat(starts("\uFEFF{\"Records\":")).isTrue();
    assertThat(starts("{\"records\":[]}")).isFalse();
    assertThat(starts("{\"eventID\":1}")).isFalse();
    assertThat(starts("{\"Records\"")).isFalse();
    assertThat(starts("")).isFalse();
  }

  @Provide
  Arbitrary<String> spaces() {
    return Arbitraries.of("", " ", "\n", "\r\n\t", "  \n  ");
  }

  @Provide
  Arbitrary<List<String>> values() {
    Arbitrary<String> text =
        Arbitraries.of(
            "{}",
            "[]",
            "{\"a\":[{\"Records\":[1]}]}",
            "\"\\\\\"",
            "\"\\u0041}]\"",
            "0",
            "-2.5E+10",
            "false",
            "\"\u00e4\u20ac\ud83d\ude00\"",
            "{ \"k\" :\n\"v\" }");
    Arbitrary<String> padded =
        Arbitraries.integers().between(7_900, 8_200).map(n -> "{\"p\":\"" + "y".repeat(n) + "\"}");
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(5, text), net.jqwik.api.Tuple.of(1, padded))
        .list()
        .ofMaxSize(15);
  }

  private static boolean starts(String text) throws IOException {
    return CloudTrailDocuments.startHere(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static List<String> split(String text) throws IOException {
    List<String> records = new ArrayList<>();
    CloudTrailDocuments.split(
        new ByteArrayInputStream(text.getBytes(UTF_8)),
        record -> records.add(new String(record, UTF_8)));
    return records;
  }
}
