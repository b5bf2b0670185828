package io.verity.audit.stack.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entries of a log file from an offset on.
 *
 * @param last offset of the last entry: lines that go on with it may follow later
 * @param end of what was read
 */
record LogPart(List<Entry> entries, long last, long end) {

  /** More is read another time. */
  static final int MOST_BYTES = 1 << 20;

  private static final int MOST_CHARS = 32_000;

  /** One entry, and where in its file it begins. */
  record Entry(long offset, LogLine first, String message) {}

  static LogPart read(Path file, long from) throws IOException {
    byte[] bytes = bytes(file, from);
    List<Entry> entries = new ArrayList<>();
    long last = from;
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String line = new String(bytes, begin, i - begin, StandardCharsets.UTF_8);
        Optional<LogLine> first = LogLine.of(line, file.getParent().getFileName().toString());
        if (first.isPresent()) {
          last = from + begin;
          entries.add(new Entry(last, first.get(), cut(first.get().message())));
        } else if (!entries.isEmpty()) {
          goOn(entries, line);
        }
        begin = i + 1;
      }
    }
    boolean isLineTooLong = begin == 0 && bytes.length == MOST_BYTES;
    long end = from + (isLineTooLong ? bytes.length : begin);
    // an entry that fills a whole part, or lines of none, would be read for ever
    return new LogPart(entries, last == from && bytes.length == MOST_BYTES ? end : last, end);
  }

  private static void goOn(List<Entry> entries, String line) {
    Entry entry = entries.remove(entries.size() - 1);
    String message = entry.message();
    entries.add(
        new Entry(
            entry.offset(),
            entry.first(),
            message.length() < MOST_CHARS ? cut(message + "\n" + line) : message));
  }

  private static String cut(String message) {
    return message.length() > MOST_CHARS ? message.substring(0, MOST_CHARS) : message;
  }

  private static byte[] bytes(Path file, long from) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer buffer =
          ByteBuffer.allocate((int) Math.max(0, Math.min(MOST_BYTES, channel.size() - from)));
      int read = 0;
      while (buffer.hasRemaining() && read >= 0) {
        read = channel.read(buffer, from + buffer.position());
      }
      byte[] bytes = new byte[buffer.position()];
      buffer.flip().get(bytes);
      return bytes;
    }
  }
}
