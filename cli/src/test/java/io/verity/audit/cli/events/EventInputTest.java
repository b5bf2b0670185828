package io.verity.audit.cli.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
  void readsTheScenarioOfTheSamples() throws IOException {
    Path sample = Path.of("..", "samples", "scenario", "events.jsonl.gz");
    assertThat(FormatSniffer.formatOf(new EventFile(sample.toString()))).isEqualTo("verity");
    assertThat(events(sample, "verity")).hasSize(22_789);
  }

  @Test
  void readsEveryMemberOfAGzipFileThatComesThroughAPipe() throws IOException {
    byte[] members = concat(gzip("a\n"), gzip("b\n"), gzip("c\n"));
    assertThat(events(write("members.gz", members), "verity")).containsExactly("a", "b", "c");
    try (InputStream in = EventFile.plain(new IdlePipe(members))) {
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("a\nb\nc\n");
    }
  }

  @Test
  void refusesAGzipFileThatWasCutOff() throws IOException {
    byte[] whole = gzip("a\nb\n");
    Path file = write("cut.gz", Arrays.copyOf(whole, whole.length - 9));
    assertThatThrownBy(() -> events(file, "verity")).isInstanceOf(EOFException.class);
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

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  /** Hands out one byte at a time and never says that another is there. */
  private static final class IdlePipe extends ByteArrayInputStream {
    IdlePipe(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(1, length));
    }

    @Override
    public synchronized int available() {
      return 0;
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
