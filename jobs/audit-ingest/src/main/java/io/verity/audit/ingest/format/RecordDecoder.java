package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.verity.audit.trail.AuditEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Decodes a Kafka record by the format that its header {@code verity-format} names, else by the
 * default. Whatever the bytes, it either fills the event or throws {@link RejectedException}: a
 * fault in a format costs the one record, which is kept among the rejected, and never stops the
 * job. Not thread-safe.
 */
public final class RecordDecoder {

  /** The record header that names a record's format. */
  public static final String FORMAT_HEADER = "verity-format";

  private final InputFormats formats;
  private final DecoderLimits limits;
  private final String defaultFormat;
  private final Map<String, EventDecoder> decoders = new HashMap<>();
  private String lastFormat;
  private byte[] lastHeader = {};

  /**
   * @throws IllegalArgumentException if the default format is unknown
   */
  public RecordDecoder(InputFormats formats, String defaultFormat, DecoderLimits limits) {
    this.formats = formats;
    this.limits = limits;
    this.defaultFormat = formats.byName(defaultFormat).name();
    formats.names().forEach(this::renew);
  }

  /**
   * @param formatHeader the value of the header {@link #FORMAT_HEADER}, null without one
   * @param value the record's value, null for a tombstone
   */
  public void decode(byte[] formatHeader, byte[] value, AuditEvent event) throws RejectedException {
    String format = formatHeader == null ? defaultFormat : named(formatHeader);
    if (value == null || value.length == 0) {
      throw new RejectedException("empty value (tombstone)");
    }
    try {
      decoders.get(format).decode(value, event);
    } catch (RuntimeException | StackOverflowError e) {
      renew(format);
      throw new RejectedException(
          "internal error in format " + format + ": " + Quote.escaped(e.toString()));
    }
  }

  /** Records in a row mostly share their format: the last header spares the text and the lookup. */
  private String named(byte[] header) throws RejectedException {
    if (lastFormat == null || !Arrays.equals(header, lastHeader)) {
      String name = new String(header, UTF_8);
      if (!decoders.containsKey(name)) {
        throw new RejectedException(formats.unknown(name) + " (header " + FORMAT_HEADER + ")");
      }
      lastFormat = name;
      lastHeader = header.clone();
    }
    return lastFormat;
  }

  /** A decoder that failed halfway may be in any state. */
  private void renew(String format) {
    decoders.put(format, formats.byName(format).newDecoder(limits));
  }
}
