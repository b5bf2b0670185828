package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.verity.audit.trail.AuditEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerityDetailsTest {

  private static String details(Object record) throws RejectedException {
    return Decoding.decode("verity", record.toString()).details().toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ \t\n}",
        "{ \"a\" : [1.0e+1, 0.00, {\"b\":null}] }",
        "{\"a\":1,\"a\":2}",
        "{\"é😀\":\"\\u00e9\\n\\/\"}",
        "{\"half\":\"\\ud800\"}",
        "{\"_extra\":1}"
      })
  void keepsAnObjectsBytes(String object) throws RejectedException {
    assertThat(details(new VerityRecord().with("details", object))).isEqualTo(object);
    assertThat(details(new VerityRecord().with("details", "\r\n " + object + "\t ")))
        .isEqualTo(object);
  }

  @Test
  void keepsAStringsContent() throws RejectedException {
    assertThat(details(new VerityRecord().with("details", "\"plain é😀\""))).isEqualTo("plain é😀");
    assertThat(details(new VerityRecord().with("details", "\"a\\n\\u00e9\\ud83d\\ude00\\\\\"")))
        .isEqualTo("a\né😀\\");
    assertThat(details(new VerityRecord().with("details", "\"\""))).isEmpty();
  }

  @Test
  void isAnEmptyObjectWhereThereIsNone() throws RejectedException {
    assertThat(details(new VerityRecord())).isEqualTo("{}");
    assertThat(details(new VerityRecord().with("details", "null"))).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"5|number 5", "[{}]|an array", "true|true"})
  void refusesOtherTypes(String json, String got) {
    assertThat(Decoding.reason("verity", new VerityRecord().with("details", json).toString()))
        .isEqualTo("field details: expected an object or a string, got " + got);
  }

  @Test
  void refusesHalfASurrogatePair() {
    assertThat(
            Decoding.reason(
                "verity", new VerityRecord().with("details", "\"a\\ude00\"").toString()))
        .isEqualTo(
            "field details: expected Unicode text, got \"a\\ude00\":"
                + " it has half of a surrogate pair");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null|{\"_extra\":{\"x\":1}}",
        "{}|{\"_extra\":{\"x\":1}}",
        "{ }|{ \"_extra\":{\"x\":1}}",
        "{\"a\":\"}\" }|{\"a\":\"}\" ,\"_extra\":{\"x\":1}}",
        "{\"a\":{}}|{\"a\":{},\"_extra\":{\"x\":1}}",
        "{\"a\":{\"_extra\":0}}|{\"a\":{\"_extra\":0},\"_extra\":{\"x\":1}}",
        "{\"_extra\":0}|{\"details\":{\"_extra\":0},\"_extra\":{\"x\":1}}",
        "{\"_\\u0065xtra\":0}|{\"details\":{\"_\\u0065xtra\":0},\"_extra\":{\"x\":1}}",
        "\"{\\\"a\\\":1}\\n\"|`{\"a\":1,\"_extra\":{\"x\":1}}\n`",
        "\"plain\"|{\"details\":\"plain\",\"_extra\":{\"x\":1}}",
        "\"esc\\u00e9\"|{\"details\":\"esc\\u00e9\",\"_extra\":{\"x\":1}}",
        "\"\"|{\"details\":\"\",\"_extra\":{\"x\":1}}",
        "\"[1]\"|{\"details\":\"[1]\",\"_extra\":{\"x\":1}}",
        "\"{} {}\"|{\"details\":\"{} {}\",\"_extra\":{\"x\":1}}",
        "\"{\\u0000}\"|{\"details\":\"{\\u0000}\",\"_extra\":{\"x\":1}}",
        "\"\\ufeff{}\"|{\"details\":\"\\ufeff{}\",\"_extra\":{\"x\":1}}",
        "\"{\\\"_extra\\\":1}\"|{\"details\":\"{\\\"_extra\\\":1}\",\"_extra\":{\"x\":1}}",
      })
  void takesUnknownFields(String json, String expected) throws RejectedException {
    assertThat(details(new VerityRecord().with("x", "1").with("details", json)))
        .isEqualTo(expected);
    assertThat(details(new VerityRecord().with("details", json).with("x", "1")))
        .isEqualTo(expected);
  }

  @Test
  void keepsTheBytesOfUnknownNamesAndValues() throws RejectedException {
    String record =
        new VerityRecord()
            .with("ingested_at", " \"2026-01-01T00:00:00Z\" ")
            .with("a\\\"\\u0062", "\t[ 1.50 , {\"é\": null} ]\n")
            .with("é", "null")
            .with("n", "-0.0e5")
            .with("t", "true")
            .with("s", "\"\\/\\\\\"")
            .toString()
            .replace("\"n\":", "\"n\" : ");
    assertThat(details(record))
        .isEqualTo(
            "{\"_extra\":{\"ingested_at\":\"2026-01-01T00:00:00Z\","
                + "\"a\\\"\\u0062\":[ 1.50 , {\"é\": null} ],\"é\":null,\"n\":-0.0e5,\"t\":true,"
                + "\"s\":\"\\/\\\\\"}}");
  }

  @Test
  void takesNamesWithoutEnd() throws RejectedException {
    RecordDecoder decoder = Decoding.decoder("verity");
    AuditEvent event = new AuditEvent();
    for (int at = 0; at < 1000; at++) {
      String object = "{\"name number " + at + "\":{\"another " + at + "\":1}}";
      String record = new VerityRecord().with("details", object).toString();
      decoder.decode(null, record.getBytes(UTF_8), event);
      assertThat(event.details()).hasToString(object);
    }
  }
}
