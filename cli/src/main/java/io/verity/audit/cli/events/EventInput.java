package io.verity.audit.cli.events;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The events of one file: its lines, or the records of its CloudTrail documents. Documents are read
 * through once before the first event is handed out, so that a malformed one is refused whole.
 */
public final class EventInput implements AutoCloseable {

  public static final String VERITY = "verity";
  public static final String CLOUDTRAIL = "cloudtrail";

  /** What a Kafka record can hold at the most. */
  public static final int MAX_EVENT_BYTES = 64 << 20;

  private final EventFile file;
  private final String format;
  private final boolean documents;
  private InputStream opened;
  private Path spooled;

  private EventInput(EventFile file, String format, InputStream opened) throws IOException {
    this.file = file;
    this.format = format;
    this.opened = opened;
    this.documents = format.equals(CLOUDTRAIL) && CloudTrailDocuments.startHere(opened);
  }

  /**
   * @param spoolFolder where a pipe that has to be read twice is kept meanwhile
   * @throws MalformedEventsException where the file holds a document that is none
   */
  public static EventInput open(EventFile file, String format, Path spoolFolder)
      throws IOException {
    file.requireReadable();
    EventInput input = new EventInput(file, format, file.open());
    if (input.documents) {
      input.checkDocuments(spoolFolder);
    }
    return input;
  }

  public String name() {
    return file.name();
  }

  public String format() {
    return format;
  }

  /** Hands out the events, in order; once. */
  public void forEach(EventSink sink) throws IOException {
    if (documents) {
      CloudTrailDocuments.split(opened, sink);
    } else {
      LineReader lines = new LineReader(opened, MAX_EVENT_BYTES);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        sink.accept(line);
      }
    }
  }

  @Override
  public void close() throws IOException {
    opened.close();
    if (spooled != null) {
      Files.deleteIfExists(spooled);
    }
  }

  private void checkDocuments(Path spoolFolder) throws IOException {
    EventFile source = file;
    try {
      if (!file.isReopenable()) {
        Files.createDirectories(spoolFolder);
        spooled = Files.createTempFile(spoolFolder, "events", ".spool");
        try (var target = Files.newOutputStream(spooled)) {
          opened.transferTo(target);
        }
        opened.close();
        source = new EventFile(spooled.toString());
        opened = source.open();
      }
      CloudTrailDocuments.split(opened, event -> {});
      opened.close();
      opened = source.open();
    } catch (IOException e) {
      close();
      throw e;
    }
  }
}
