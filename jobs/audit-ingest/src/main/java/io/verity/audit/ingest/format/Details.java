package io.verity.audit.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.verity.audit.trail.ByteSlice;
import java.io.IOException;

/**
 * The field {@code details} of one record. An object is kept as its own bytes, a string as its
 * content; without either it is <code>{}</code>.
 *
 * <p>Unknown fields of the record go in as the object's last field {@code _extra}. Where there is
 * no object to take them, or it has an {@code _extra} of its own, a new object holds both: <code>
 * {"details":...,"_extra":{...}}</code>.
 */
final class Details {

  private static final byte[] NONE = "{}".getBytes(UTF_8);
  private static final byte[] OPEN_WRAPPER = "{\"details\":".getBytes(UTF_8);

  private final JsonRecords records;
  private final ByteSlice content = new ByteSlice();
  private final GrowableBytes unescaped = new GrowableBytes();
  private final GrowableBytes extended = new GrowableBytes();
  private int valueStart;
  private int valueEnd;

  Details(JsonRecords records) {
    this.records = records;
  }

  void clear() {
    content.set(NONE);
    unescaped.clear();
    extended.clear();
  }

  /** Takes the value that the parser stands on. */
  void read(JsonParser parser, byte[] record) throws IOException, RejectedException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.START_OBJECT && token != JsonToken.VALUE_STRING) {
      throw FieldValues.mismatch(parser, "details", "an object or a string");
    }
    valueStart = JsonRecords.startOfToken(parser);
    parser.skipChildren();
    valueEnd = JsonRecords.endOfToken(parser);
    if (token == JsonToken.START_OBJECT) {
      content.set(record, valueStart, valueEnd - valueStart);
    } else if (!hasEscapes(record)) {
      content.set(record, valueStart + 1, valueEnd - valueStart - 2);
    } else {
      unescape(parser);
    }
  }

  private boolean hasEscapes(byte[] record) {
    for (int at = valueStart; at < valueEnd; at++) {
      if (record[at] == '\\') {
        return true;
      }
    }
    return false;
  }

  private void unescape(JsonParser parser) throws IOException, RejectedException {
    if (!Utf8.append(
        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), unescaped)) {
      throw FieldValues.mismatch(
          parser, "details", "Unicode text", ": it has half of a surrogate pair");
    }
    content.set(unescaped.array(), 0, unescaped.length());
  }

  /** Points {@code to} at the details, with the record's unknown fields among them. */
  void fill(ByteSlice to, byte[] record, ExtraFields extras) {
    if (extras.isEmpty()) {
      to.set(content.array(), content.offset(), content.length());
      return;
    }
    if (takesExtras()) {
      appendInto(extras, record);
    } else {
      extended.append(OPEN_WRAPPER).append(record, valueStart, valueEnd - valueStart).append(',');
      extras.append(record, extended);
      extended.append('}');
    }
    to.set(extended.array(), 0, extended.length());
  }

  /** Whether the content is an object, which a string need not hold, without an {@code _extra}. */
  private boolean takesExtras() {
    try {
      records.readText(
          content.array(), content.offset(), content.length(), Details::refuseOwnExtra);
      return true;
    } catch (RejectedException e) {
      return false;
    }
  }

  private static void refuseOwnExtra(String name, JsonParser parser)
      throws IOException, RejectedException {
    if (name.equals(ExtraFields.NAME)) {
      throw FieldTally.twice(name);
    }
    parser.nextToken();
    parser.skipChildren();
  }

  private void appendInto(ExtraFields extras, byte[] record) {
    int brace = lastBrace();
    int tail = content.offset() + content.length() - brace;
    extended.append(content.array(), content.offset(), brace - content.offset());
    if (!isEmptyBefore(brace)) {
      extended.append(',');
    }
    extras.append(record, extended);
    extended.append(content.array(), brace, tail);
  }

  private int lastBrace() {
    int at = content.offset() + content.length() - 1;
    while (content.array()[at] != '}') {
      at--;
    }
    return at;
  }

  private boolean isEmptyBefore(int brace) {
    int at = brace - 1;
    while (content.array()[at] <= ' ' && content.array()[at] >= 0) {
      at--;
    }
    return content.array()[at] == '{';
  }
}
