package io.verity.audit.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads records that are one JSON object each (RFC 8259), as a stream of tokens.
 *
 * <p>The whole record is checked: what a reader skips must be JSON as well, nothing may follow the
 * object, and every byte belongs to valid UTF-8. Limits of length are those of Kafka; only the
 * depth is bounded, as every consumer of the trail would have to follow it. Not thread-safe.
 */
final class JsonRecords {

  private static final int LONGEST_PROBLEM = 200;
  private static final int DEEPEST = StreamReadConstraints.DEFAULT_MAX_DEPTH;

  private static final byte[][] BYTE_ORDER_MARKS = {
    {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, {(byte) 0xFE, (byte) 0xFF}, {(byte) 0xFF, (byte) 0xFE}
  };

  private RecordJsonFactory json = new RecordJsonFactory(DEEPEST);

  /**
   * Hands every field of the record's object to {@code reader}.
   *
   * @throws RejectedException if the record is not one JSON object, or the reader rejects it
   */
  void read(byte[] record, FieldReader reader) throws RejectedException {
    requireUnmarked(record, 0, record.length);
    int invalid = Utf8.firstInvalid(record);
    if (invalid >= 0) {
      throw new RejectedException("not valid UTF-8 at byte " + invalid);
    }
    parse(record, 0, record.length, reader);
  }

  /** As {@link #read}, but of a range of bytes that are known to be UTF-8. */
  void readText(byte[] text, int start, int length, FieldReader reader) throws RejectedException {
    requireUnmarked(text, start, length);
    parse(text, start, length, reader);
  }

  private void parse(byte[] text, int start, int length, FieldReader reader)
      throws RejectedException {
    if (json.isFull()) {
      json = new RecordJsonFactory(DEEPEST);
    }
    try (JsonParser parser = json.createParser(text, start, length)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new RejectedException("expected a JSON object, got nothing but white space");
      }
      if (first != JsonToken.START_OBJECT) {
        throw new RejectedException("expected a JSON object, got " + FieldValues.describe(parser));
      }
      readFields(parser, reader);
      requireEnd(text, start, endOfToken(parser), length);
    } catch (StreamConstraintsException e) {
      throw new RejectedException("JSON nested deeper than " + DEEPEST + " levels");
    } catch (JsonEOFException e) {
      throw new RejectedException("not valid JSON: ends too early, after byte " + length);
    } catch (JsonProcessingException e) {
      throw new RejectedException(
          "not valid JSON near byte " + e.getLocation().getByteOffset() + ": " + problem(e));
    } catch (IOException e) {
      throw new RejectedException(
          "not valid JSON: " + Quote.escaped(String.valueOf(e.getMessage())));
    }
  }

  /** Hands every field of the object whose start the parser stands on to {@code reader}. */
  static void readFields(JsonParser parser, FieldReader reader)
      throws IOException, RejectedException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      reader.field(name, parser);
    }
  }

  /** Where the current token starts, in bytes from where the parser started. */
  static int startOfToken(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  /** Where the current token, which must not be a name, ends: the offset of the byte after it. */
  static int endOfToken(JsonParser parser) throws IOException {
    parser.finishToken();
    return (int) parser.currentLocation().getByteOffset();
  }

  /** A parser would guess the encoding from the first bytes; here it is UTF-8 or a mistake. */
  private static void requireUnmarked(byte[] text, int start, int length) throws RejectedException {
    for (byte[] mark : BYTE_ORDER_MARKS) {
      int marked = start + mark.length;
      if (marked <= start + length && Arrays.equals(mark, 0, mark.length, text, start, marked)) {
        throw new RejectedException("starts with a byte order mark: expected plain UTF-8");
      }
    }
    for (int at = start; at < start + Math.min(4, length); at++) {
      if (text[at] == 0) {
        throw new RejectedException(
            "a NUL among the first 4 bytes, as in UTF-16 or UTF-32: expected UTF-8");
      }
    }
  }

  private static void requireEnd(byte[] text, int start, int end, int length)
      throws RejectedException {
    for (int at = end; at < length; at++) {
      byte b = text[start + at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        throw new RejectedException("text after the JSON object, at byte " + at);
      }
    }
  }

  /** The parser's own words, without its remark on where an open object or array began. */
  private static String problem(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int remark = message.indexOf(" (for ");
    return Quote.escaped(remark < 0 ? message : message.substring(0, remark), LONGEST_PROBLEM);
  }
}
