package io.verity.audit.control.launch.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The last line that a process left in a log before it died. */
final class LastWords {

  private static final int TAIL = 8_192;
  private static final int LIMIT = 300;

  private final Path log;
  private final long from;

  private LastWords(Path log, long from) {
    this.log = log;
    this.from = from;
  }

  /** Of a process that is about to be started: what stands in the log by now is not its own. */
  static LastWords from(Path log) throws IOException {
    return new LastWords(log, Files.exists(log) ? Files.size(log) : 0);
  }

  Optional<String> read() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(from, file.length() - TAIL);
      byte[] tail = new byte[(int) Math.max(0, file.length() - start)];
      file.seek(start);
      file.readFully(tail);
      List<String> lines =
          new String(tail, StandardCharsets.UTF_8)
              .lines()
              // frames of a stack are for whoever reads the log
              .filter(line -> !line.isBlank() && !line.startsWith("\t"))
              .map(line -> line.strip().replaceFirst("^report-batch: ", ""))
              .toList();
      return lines.isEmpty() ? Optional.empty() : Optional.of(cut(lines.get(lines.size() - 1)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String cut(String line) {
    return line.length() <= LIMIT ? line : line.substring(0, LIMIT - 1) + "…";
  }
}
