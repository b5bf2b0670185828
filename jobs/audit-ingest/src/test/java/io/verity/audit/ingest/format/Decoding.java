package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.verity.audit.trail.AuditEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** What the tests of this package share: a fixed day, and one-line decoding. */
final class Decoding {

  static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");
  static final Instant NEWEST = Instant.parse("2299-12-31T23:59:59.999Z");
  static final DecoderLimits LIMITS =
      DecoderLimits.forRetention(
          Duration.ofDays(2555), Clock.fixed(NOW, ZoneOffset.UTC), NEWEST.toEpochMilli());

  /** The shared data set, where it lies beside the checkout. */
  private static final Path ALL_DATA = Path.of("..", "..", "..", "shared", "data");

  private Decoding() {}

  static RecordDecoder decoder(String format) {
    return new RecordDecoder(InputFormats.load(), format, LIMITS);
  }

  static AuditEvent decode(String format, byte[] record) throws RejectedException {
    AuditEvent event = new AuditEvent();
    decoder(format).decode(null, record, event);
    return event;
  }

  static AuditEvent decode(String format, String record) throws RejectedException {
    return decode(format, record.getBytes(UTF_8));
  }

  static String reason(String format, byte[] record) {
    RejectedException rejected =
        catchThrowableOfType(RejectedException.class, () -> decode(format, record));
    return rejected == null ? "accepted" : rejected.getMessage();
  }

  static String reason(String format, String record) {
    return reason(format, record.getBytes(UTF_8));
  }

  /** All lines of a data file where the data set is at hand, else those among the resources. */
  static List<String> lines(String file) {
    try {
      if (Files.exists(ALL_DATA.resolve(file))) {
        return Files.readAllLines(ALL_DATA.resolve(file));
      }
      return sample(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> sample(String file) {
    try (InputStream in = Decoding.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
