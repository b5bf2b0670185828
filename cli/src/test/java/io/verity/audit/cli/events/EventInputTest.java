package io.verity.audit.cli.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventInputTest {

  private static final String DOCUMENT = "{\"Records\":[{\"a\":1},{\"b\":2}]}";

  @TempDir Path folder;

  @Test
  void splitsADocumentOfCloudTrailOnly() throws IOException {
    Path file = write("d.json", DOCUMENT.getBytes(UTF_8));
    assertThat(events(file, "cloudtrail")).containsExactly("{\"a\":1}", "{\"b\":2}");
    assertThat(events(file, "verity")).containsExactly(DOCUMENT);
  }

  @Test
  void sendsCloudTrailLinesAsTheyAre() throws IOException {
    assertThat(events(write("l", "{\"x\":1}\nrubbish\n".getBytes(UTF_8)), "cloudtrail"))
        .containsExactly("{\"x\":1}", "rubbish");
  }

  @Test
  void knowsGzipByItsFirstBytes() throws IOException {
    assertThat(events(write("noname", gzip("a\nb\n")), "verity")).containsExactly("a", "b");
    assertThat(events(write("no.gz", "a\nb\n".getBytes(UTF_8)), "verity"))
        .containsExactly("a", "b");
    assertThat(events(write("d.gz", gzip(DOCUMENT)), "cloudtrail")).hasSize(2);
  }

  @Test
  void refusesAMalformedDocumentBeforeTheFirstEvent() throws IOException {
    Path file = write("bad.json", "{\"Records\":[{\"a\":1},{\"b\":]}".getBytes(UTF_8));
    assertThatThrownBy(() -> open(file, "cloudtrail")).isInstanceOf(MalformedEventsException.class);
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    assertThatThrownBy(() -> open(folder.resolve("none"), "verity"))
        .hasMessage("there is no such file");
    assertThatThrownBy(() -> open(folder, "verity")).hasMessageContaining("folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'eventID':'1','x':{'y':[1]},'eventSource':'s'} | cloudtrail",
        "{'eventID':'1'}                                 | verity",
        "{'d':{'eventID':'1','eventSource':'s'}}         | verity",
        "{'Records':[                                    | cloudtrail",
        "{'eventID':'1','eventSource':'s'                | verity",
        "not JSON                                        | verity",
        "[]                                              | verity"
      })
  void looksTheFormatUp(String firstLine, String format) throws IOException {
    Path file = write("f", ("\r\n" + firstLine.replace('\'', '"') + "\n").getBytes(UTF_8));
    assertThat(FormatSniffer.formatOf(new EventFile(file.toString()))).isEqualTo(format);
  }

  @Test
  void looksTheFormatOfAPrettyPrintedDocumentUp() throws IOException {
    Path file = write("p", "{\n  \"Records\": [ ]\n}\n".getBytes(UTF_8));
    assertThat(FormatSniffer.formatOf(new EventFile(file.toString()))).isEqualTo("cloudtrail");
    assertThat(FormatSniffer.formatOf(new EventFile(write("e", new byte[0]).toString())))
        .isEqualTo("verity");
  }

  private List<String> events(Path file, String format) throws IOException {
    List<String> events = new ArrayList<>();
    try (EventInput input = open(file, format)) {
      input.forEach(event -> events.add(new String(event, UTF_8)));
    }
    return events;
  }

  private EventInput open(Path file, String format) throws IOException {
    return EventInput.open(new EventFile(file.toString()), format, folder);
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
