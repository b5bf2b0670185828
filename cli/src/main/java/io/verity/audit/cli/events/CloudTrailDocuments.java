package io.verity.audit.cli.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes CloudTrail's {@code {"Records":[...]}} documents apart, as a stream: one event a record,
 * each with the exact bytes it has in the file, whitespace inside it included. A file may hold
 * several documents one after the other. Other fields beside Records are no events.
 */
final class CloudTrailDocuments {

  private static final int LOOK_AHEAD = 1 << 12;
  private static final String RECORDS = "Records";
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private CloudTrailDocuments() {}

  /**
   * Whether the stream starts with such a document: {@code { "Records" :}. The stream, which must
   * support mark, is left where it was.
   */
  static boolean startHere(InputStream in) throws IOException {
    in.mark(LOOK_AHEAD);
    byte[] head = in.readNBytes(LOOK_AHEAD);
    in.reset();
    int at = skipWhitespace(head, startsWithMark(head) ? BYTE_ORDER_MARK.length : 0);
    for (String part : new String[] {"{", '"' + RECORDS + '"', ":"}) {
      for (int i = 0; i < part.length(); i++, at++) {
        if (at >= head.length || head[at] != part.charAt(i)) {
          return false;
        }
      }
      at = skipWhitespace(head, at);
    }
    return true;
  }

  /**
   * Hands the records to the sink, in order.
   *
   * @throws MalformedEventsException naming the line and column where the text is no such document
   */
  static void split(InputStream in, EventSink sink) throws IOException {
    skipByteOrderMark(in);
    RetainingStream retaining = new RetainingStream(in);
    try (JsonParser parser = JSON.createParser(retaining)) {
      while (parser.nextToken() != null) {
        splitDocument(parser, retaining, sink);
      }
    } catch (StreamReadException e) {
      throw new MalformedEventsException(
          place(e.getLocation().getLineNr(), e.getLocation().getColumnNr())
              + e.getOriginalMessage().lines().findFirst().orElse("malformed JSON"));
    }
  }

  private static void splitDocument(JsonParser parser, RetainingStream bytes, EventSink sink)
      throws IOException {
    require(parser, JsonToken.START_OBJECT);
    int line = parser.currentTokenLocation().getLineNr();
    int column = parser.currentTokenLocation().getColumnNr();
    boolean found = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean records = RECORDS.equals(parser.currentName());
      parser.nextToken();
      if (records) {
        require(parser, JsonToken.START_ARRAY);
        splitArray(parser, bytes, sink);
        found = true;
      } else {
        parser.skipChildren();
      }
      bytes.keepFrom(parser.currentTokenLocation().getByteOffset());
    }
    if (!found) {
      throw new MalformedEventsException(place(line, column) + "an object without \"Records\"");
    }
  }

  private static void splitArray(JsonParser parser, RetainingStream bytes, EventSink sink)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      long start = parser.currentTokenLocation().getByteOffset();
      bytes.keepFrom(start);
      parser.skipChildren();
      parser.finishToken();
      sink.accept(bytes.copy(start, parser.currentLocation().getByteOffset()));
    }
  }

  private static void require(JsonParser parser, JsonToken token) throws IOException {
    if (parser.currentToken() != token) {
      throw new MalformedEventsException(
          place(
                  parser.currentTokenLocation().getLineNr(),
                  parser.currentTokenLocation().getColumnNr())
              + "expected "
              + token.asString());
    }
  }

  private static String place(int line, int column) {
    return "line " + line + ", column " + column + ": ";
  }

  private static void skipByteOrderMark(InputStream in) throws IOException {
    in.mark(BYTE_ORDER_MARK.length);
    byte[] head = in.readNBytes(BYTE_ORDER_MARK.length);
    if (!startsWithMark(head)) {
      in.reset();
    }
  }

  private static boolean startsWithMark(byte[] head) {
    if (head.length < BYTE_ORDER_MARK.length) {
      return false;
    }
    for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
      if (head[i] != BYTE_ORDER_MARK[i]) {
        return false;
      }
    }
    return true;
  }

  private static int skipWhitespace(byte[] text, int from) {
    int at = from;
    while (at < text.length && " \t\r\n".indexOf(text[at]) >= 0) {
      at++;
    }
    return at;
  }
}
